"""The hall's counter as the kiosk sees it: asking, uploading, taking over the catalogue. aiohttp is imported late."""
