"""The installation check of ``drivers/probe`` on the glass, while lockerd is stopped: search, doors, mapping, soak."""
