"""Boards at byte level: own parsing, own CRC, own register maps. Shares no code with the drivers it tests."""
