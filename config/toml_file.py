"""A TOML file from disk, with a limit, and its trouble in words."""

from pathlib import Path
from typing import Any

from config.problem import ConfigError, Problem
from tables.parsed import BYTES_MAX, TOO_LONG, parsed


def read_toml(path: Path) -> dict[str, Any]:
    """Read and parse ``path``, UTF-8, at most 1 MiB.

    :raises ConfigError: missing, unreadable, too long, not UTF-8, or not TOML (with line and column).
    """
    try:
        raw = parsed(_read(path).decode())
    except OSError as error:
        raw = f"cannot be read: {error.strerror}"
    except UnicodeDecodeError as error:
        raw = f"is not UTF-8 text (byte {error.start})"
    if isinstance(raw, str):
        raise ConfigError(path, [Problem("", raw)])
    return raw


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(BYTES_MAX + 1)
    if len(content) > BYTES_MAX:
        raise ConfigError(path, [Problem("", TOO_LONG)])
    return content
