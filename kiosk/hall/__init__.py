"""The kiosk as a client of the hall: questions, uploads, the catalogue."""
