"""PostgreSQL as Django is told of it, from one URL as libpq reads it (PostgreSQL manual, "Connection URIs")."""

from typing import Any

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

CONNECT_S_MAX = 5
LOCK_MS_MAX = 10_000
"""So long one waits for another's rows; then the act fails and nothing of it is written."""
IDLE_MS_MAX = 60_000
"""A transaction that is open and does nothing for so long is ended, so that nobody waits for who has gone away."""

_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_LIMITS = (
    f"-c lock_timeout={LOCK_MS_MAX} -c idle_in_transaction_session_timeout={IDLE_MS_MAX}"
    # A hall whose machine has lost its power lets go of what it holds within a minute.
    " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)


def postgresql(url: str) -> dict[str, Any]:
    """Django's settings of the database at ``url``, also one behind a Unix socket or TLS (``?sslmode=verify-full``).

    :raises ValueError: it is no URL of a database; the message holds nothing of it, for there may be a password in it.
    """
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        raise ValueError("not a URL of PostgreSQL: postgresql://USER:PASSWORD@HOST:PORT/NAME") from None
    if not parts.get("dbname"):
        raise ValueError("names no database: postgresql://USER:PASSWORD@HOST:PORT/NAME")
    named = {name: str(parts.pop(key, "")) for key, name in _NAMES.items()}
    options = {"connect_timeout": CONNECT_S_MAX, "options": _LIMITS} | parts
    return {"ENGINE": "django.db.backends.postgresql", **named, "OPTIONS": options, "CONN_HEALTH_CHECKS": True}
