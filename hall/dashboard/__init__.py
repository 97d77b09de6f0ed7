"""What maintenance staff see and do in a browser."""
