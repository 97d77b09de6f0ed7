"""Who works here: logins, their roles, and the one table of what a role may do."""
