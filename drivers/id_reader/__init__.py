"""The resident identity card reader: a SAM module on a serial line."""
