"""Safety rules broken by hand, and the tests that must notice."""
