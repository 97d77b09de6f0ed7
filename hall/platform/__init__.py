"""The outbox: what happens to cases, handed to the integrated platform in order."""
