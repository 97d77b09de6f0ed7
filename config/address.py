"""Addresses of the network: what may go without TLS, and what an address may not hold."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from config.problem import Problem

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def url_problems(key: str, url: str) -> Iterator[Problem]:
    """An address must be https, or of this very machine, and hold no secret."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.username or parts.password:
        yield Problem(key, "holds a user or password; put secrets in a credential file")
    elif not host or parts.scheme not in ("http", "https"):
        yield Problem(key, "is not an address; allowed: https://host[:port]")
    elif parts.scheme == "http" and host not in LOOPBACK:
        yield Problem(key, f"must begin with https; only {', '.join(sorted(LOOPBACK))} may do without")
