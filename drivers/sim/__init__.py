"""One simulated world of electronics, doors and hands: pure on a virtual clock, or served on real ports."""
