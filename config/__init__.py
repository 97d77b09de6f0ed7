"""What one machine is: typed TOML for kiosks and the hall, read strictly, with examples."""
