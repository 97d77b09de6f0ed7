"""Disks that end, and disks that take nothing: the kernel refuses a process's writes to any file (seccomp(2)).

Needs no root and no mount. SQLite writes by pwrite64, whose fourth argument is the place in the file, and opens what it
means to write with O_CREAT, as Python does; devices are opened without.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Callable

PWRITE64 = {"x86_64": 18, "aarch64": 68}
OPENAT = {"x86_64": 257, "aarch64": 56}
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _FLAGS_AT, _PLACE_AT = 0, 16 + 8 * 2, 16 + 8 * 3
_REFUSE, _ALLOW = 0x0005_0000, 0x7FFF_0000


def full_at(file_bytes: int, error: int = errno.ENOSPC) -> Callable[[], None]:
    """What a child process calls before it becomes lockerd: no file of it grows past ``file_bytes``."""
    return _program(
        (_LOAD, 0, 0, _NUMBER_AT),
        (_IF_EQUAL, 0, 3, PWRITE64[platform.machine()]),
        (_LOAD, 0, 0, _PLACE_AT),
        (_IF_AT_LEAST, 0, 1, file_bytes),
        (_RETURN, 0, 0, _REFUSE | error),
        (_RETURN, 0, 0, _ALLOW),
    )


def read_only() -> Callable[[], None]:
    """What a child process calls before it becomes lockerd: its disk was mounted for reading only."""
    return _program(
        (_LOAD, 0, 0, _NUMBER_AT),
        (_IF_EQUAL, 3, 0, PWRITE64[platform.machine()]),
        (_IF_EQUAL, 0, 3, OPENAT[platform.machine()]),
        (_LOAD, 0, 0, _FLAGS_AT),
        (_IF_ANY_BIT, 0, 1, os.O_CREAT),
        (_RETURN, 0, 0, _REFUSE | errno.EROFS),
        (_RETURN, 0, 0, _ALLOW),
    )


def _program(*steps: tuple[int, int, int, int]) -> Callable[[], None]:
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    return lambda: _filter(program)


def _filter(program: bytes) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    steps = ctypes.create_string_buffer(program, len(program))
    described = ctypes.create_string_buffer(struct.pack("HP", len(program) // 8, ctypes.addressof(steps)))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _FILTER, described, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")
