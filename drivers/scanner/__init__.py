"""Barcode and QR scanners that are not keyboards."""
