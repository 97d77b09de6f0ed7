"""Service items as data, and finding them."""
