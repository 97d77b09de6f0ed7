"""TOML held against typed tables, every mistake told in words."""
