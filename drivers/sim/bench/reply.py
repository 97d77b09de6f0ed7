"""What the bench's API answers."""

from collections.abc import Iterable

from aiohttp import web


def done(done: bool) -> web.Response:
    """Whether the world gave way."""
    return web.json_response({"done": done})


def unknown(what: str, known: Iterable[str]) -> web.Response:
    """There is no such thing, but these."""
    return web.json_response({"error": f"unknown {what}", "known": list(known)}, status=404)
