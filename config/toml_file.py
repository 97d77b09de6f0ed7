"""A TOML file from disk, with a limit, and its trouble in words."""

import tomllib
from pathlib import Path
from typing import Any

from config.problem import ConfigError, Problem

FILE_BYTES_MAX = 1024 * 1024


def read_toml(path: Path) -> dict[str, Any]:
    """Read and parse ``path``, UTF-8, at most 1 MiB.

    :raises ConfigError: missing, unreadable, too long, not UTF-8, or not TOML (with line and column).
    """
    try:
        return tomllib.loads(_read(path).decode())
    except OSError as error:
        raise ConfigError(path, [Problem("", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError as error:
        raise ConfigError(path, [Problem("", f"is not UTF-8 text (byte {error.start})")]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [Problem("", f"is not TOML: {error}")]) from None
    except RecursionError:
        raise ConfigError(path, [Problem("", "is nested too deeply")]) from None


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        content = file.read(FILE_BYTES_MAX + 1)
    if len(content) > FILE_BYTES_MAX:
        raise ConfigError(path, [Problem("", f"is over {FILE_BYTES_MAX} bytes")])
    return content
