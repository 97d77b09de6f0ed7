"""The one-window rules, pure: no clock, no files, no screens. Shared by kiosk and hall."""
