"""The whole system on one machine, and a tour that touches it from outside."""
