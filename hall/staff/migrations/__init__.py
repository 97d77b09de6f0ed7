"""Steps of the database, only forward."""
