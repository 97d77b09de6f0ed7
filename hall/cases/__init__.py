"""The cases of the hall: what was handed in, what was decided about it, by whom and when."""
