"""What the screens of ``kiosk.flows.apply`` look like."""
