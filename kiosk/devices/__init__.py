"""What stands around the glass, as one visit needs it: reader, camera and pages, printer, input method."""
