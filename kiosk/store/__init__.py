"""What must outlive this process: numbers given, sealed drafts and submissions. SQLite only here."""
