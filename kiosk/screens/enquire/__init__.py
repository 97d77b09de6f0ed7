"""What the screens of ``kiosk.flows.enquire`` look like."""
