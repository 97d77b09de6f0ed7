"""The kiosks as the hall knows them: their log, what follows from it, and the commands sent to them."""
