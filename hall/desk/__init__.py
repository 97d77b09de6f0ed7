"""The desk of the window clerks and the departments, in a browser."""
