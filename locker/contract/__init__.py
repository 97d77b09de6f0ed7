"""The words on every wire: ids, requests, events, refusals, notices and their codec.

Depends on nothing of ours. Kiosk and hall know the cabinet only through this room.
"""
