"""lockerd: the one process that owns the lock bus, the ledger and the MQTT link, and the only one to open a door."""
