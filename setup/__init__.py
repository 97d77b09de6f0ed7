"""What a machine needs before anything of ours runs on it."""
