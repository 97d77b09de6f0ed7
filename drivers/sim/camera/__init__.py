"""Papers under a simulated camera, served as MJPEG."""
