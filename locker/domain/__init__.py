"""The cabinet's rules, pure: no clock, no I/O."""
