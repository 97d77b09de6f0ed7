"""Notices as PDF."""
