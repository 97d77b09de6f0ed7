"""What somebody may have left behind, however it is written, and where to look for it."""

import base64
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

CODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
ANY_CASE = ("escaped", "hex")
PICTURES = {"JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "PNG": b"\x89PNG\r\n\x1a\n"}
"""How the picture of a page begins."""


def spellings(text: str) -> dict[str, bytes]:
    """The ways in which a program may have written it down, by name."""
    plain = {coding: text.encode(coding) for coding in CODINGS}
    encoded = {f"base64 after {skipped} bytes": _base64(text.encode(), skipped) for skipped in range(3)}
    escaped = text.encode("ascii", "backslashreplace").lower()
    return plain | encoded | dict(zip(ANY_CASE, (escaped, text.encode().hex().encode()), strict=True))


def found(secrets: Iterable[str], content: bytes) -> Iterator[str]:
    """Each secret that stands in it, and how it is spelt there."""
    lower = content.lower()
    for secret in secrets:
        for name, spelling in spellings(secret).items():
            if spelling in (lower if name in ANY_CASE else content):
                yield f"{secret} ({name})"


def pictures(content: bytes) -> Iterator[str]:
    """Kinds of pictures that begin in it."""
    yield from (name for name, begins in PICTURES.items() if begins in content)


def files(folder: Path, *but: str) -> Iterator[tuple[Path, bytes]]:
    """Every file below, but for what is in files and folders of these names."""
    for path in folder.rglob("*"):
        if path.is_file() and not set(but) & set(path.relative_to(folder).parts):
            with suppress(FileNotFoundError):
                yield path, path.read_bytes()


def of_process(pid: int) -> Iterator[tuple[Path, bytes]]:
    """What anybody on the machine can ask of a process, and files without a name that it has open."""
    proc = Path(f"/proc/{pid}")
    yield from ((path, path.read_bytes()) for path in (proc / "cmdline", proc / "environ", proc / "comm"))
    for path in (proc / "fd").iterdir():
        with suppress(FileNotFoundError):
            if path.is_file() and path.readlink().name.endswith("(deleted)"):
                yield path, path.read_bytes()


def _base64(text: bytes, skipped: int) -> bytes:
    """The signs that stand for ``text`` after ``skipped`` (0 to 2) other bytes, whatever follows it."""
    whole = base64.b64encode(bytes(skipped) + text)
    return whole[-(-skipped * 8 // 6) : (skipped + len(text)) * 8 // 6]
