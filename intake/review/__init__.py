"""The decision at the window."""
