"""The bench page: the cabinet's front in a browser, and the same verbs as a JSON API."""
