"""The document camera: frames of a V4L2 device or an MJPEG stream."""
