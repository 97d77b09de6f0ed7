"""Devices and bytes; knows nothing of documents or people."""
