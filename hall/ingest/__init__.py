"""From the broker into the database: the kiosks' logs, in order, each event once."""
