"""What the papers say that the applicant takes home."""
