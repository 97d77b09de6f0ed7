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
        text = _read(path).decode()
    except OSError as error:
        raise ConfigError(path, [Problem("", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise ConfigError(path, [Problem("", f"is not UTF-8 text (byte {error.start})")]) from None
    return toml_of(text, path)


def toml_of(text: str, path: Path) -> dict[str, Any]:
    """The values of a text that is to stand at ``path``. :raises ConfigError: too long, or not TOML."""
    raw = parsed(text)
    if isinstance(raw, str):
        raise ConfigError(path, [Problem("", raw)])
    return raw


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(BYTES_MAX + 1)
    if len(content) > BYTES_MAX:
        raise ConfigError(path, [Problem("", TOO_LONG)])
    return content
