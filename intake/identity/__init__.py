"""Numbers and names of people and companies, checked and masked."""
