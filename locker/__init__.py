"""The cabinet: words, rules, ledger, the daemon that owns the doors, and its client."""
