"""Files that a power cut leaves whole."""
