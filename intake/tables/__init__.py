"""TOML texts as typed tables, with every mistake told."""
