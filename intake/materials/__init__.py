"""What was handed in against what is needed."""
