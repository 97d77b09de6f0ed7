"""Answers against the fields of an item."""
