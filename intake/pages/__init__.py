"""A picture of a paper: its page found, judged, straightened. Pictures in, pictures and verdicts out; only OpenCV."""
