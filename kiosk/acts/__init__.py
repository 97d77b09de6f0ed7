"""What the shell does for applicants because a flow wants it: one file a concern. Keys and clear texts end here."""
