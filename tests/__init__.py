"""Tests, by room. A package of its own, because a library we use installs another one of this name."""
