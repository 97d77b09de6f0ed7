"""The cabinet's books in SQLite, and the only place that knows it."""
