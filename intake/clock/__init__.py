"""Working days and the limits of a case."""
