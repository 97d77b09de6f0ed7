"""What the receipt printer is sent: notices and slips, set line by line."""
