"""What the screens of ``kiosk.flows.submit`` look like."""
