"""The SMS that are owed: a queue, its texts, and who sends."""
