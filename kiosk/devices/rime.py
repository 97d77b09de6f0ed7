"""librime (BSD-3) through ctypes: pinyin letters to Chinese, with Debian's small simplified dictionary (HARDWARE 9.4).

Signatures and structures are those of ``rime_api.h`` 1.8. Nothing is learned and nothing is logged of what is typed:
the user's dictionary is off, and no candidate is ever committed to it.
"""

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_size_t, c_void_p, sizeof
from pathlib import Path
from typing import Any

LIBRARY = "librime.so.1"
SHARED = Path("/usr/share/rime-data")
SCHEMA = "pinyin_simp"
CANDIDATES_MAX = 60
_SILENT = {"GLOG_minloglevel": "3", "GLOG_logtostderr": "1"}
"""glog reads its flags from the environment as it is loaded: only what ends the process is logged, and to stderr."""

_SETTINGS = {
    "default.custom.yaml": f"patch:\n  schema_list:\n    - schema: {SCHEMA}\n",
    f"{SCHEMA}.custom.yaml": "patch:\n  translator/enable_user_dict: false\n",
}


class RimeMissingError(Exception):
    """There is no librime on this machine, or no dictionary for it."""


class _Traits(Structure):
    _fields_ = (
        ("data_size", c_int),
        ("shared_data_dir", c_char_p),
        ("user_data_dir", c_char_p),
        ("distribution_name", c_char_p),
        ("distribution_code_name", c_char_p),
        ("distribution_version", c_char_p),
        ("app_name", c_char_p),
        ("modules", POINTER(c_char_p)),
        ("min_log_level", c_int),
        ("log_dir", c_char_p),
        ("prebuilt_data_dir", c_char_p),
        ("staging_dir", c_char_p),
    )


class _Candidate(Structure):
    _fields_ = (("text", c_char_p), ("comment", c_char_p), ("reserved", c_void_p))


class _Candidates(Structure):
    _fields_ = (("ptr", c_void_p), ("index", c_int), ("candidate", _Candidate))


class _Composition(Structure):
    _fields_ = (
        ("length", c_int),
        ("cursor_pos", c_int),
        ("sel_start", c_int),
        ("sel_end", c_int),
        ("preedit", c_char_p),
    )


class _Menu(Structure):
    _fields_ = (
        ("page_size", c_int),
        ("page_no", c_int),
        ("is_last_page", c_int),
        ("highlighted_candidate_index", c_int),
        ("num_candidates", c_int),
        ("candidates", POINTER(_Candidate)),
        ("select_keys", c_char_p),
    )


class _Context(Structure):
    _fields_ = (
        ("data_size", c_int),
        ("composition", _Composition),
        ("menu", _Menu),
        ("commit_text_preview", c_char_p),
        ("select_labels", POINTER(c_char_p)),
    )


class Rime:
    """One session. Blocking, and of one thread only; a process has one."""

    def __init__(self, folder: Path, shared: Path = SHARED) -> None:
        """Set up and deploy into ``folder`` (0.3 s the first time). :raises RimeMissingError: it is not installed."""
        self._library = _library()
        if not (shared / f"{SCHEMA}.schema.yaml").is_file():
            raise RimeMissingError(f"no {SCHEMA} in {shared}")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _SETTINGS.items():
            (folder / name).write_text(text, encoding="utf-8")
        traits = _traits(shared, folder)
        self._library.RimeSetup(byref(traits))
        self._library.RimeInitialize(byref(traits))
        if self._library.RimeStartMaintenance(0):
            self._library.RimeJoinMaintenanceThread()
        self._session = self._library.RimeCreateSession()
        if not self._session or not self._library.RimeSelectSchema(self._session, SCHEMA.encode()):
            self._library.RimeFinalize()
            raise RimeMissingError(f"schema {SCHEMA} cannot be used")

    def lookup(self, letters: str) -> tuple[str, list[str]]:
        """How the letters part into syllables (``zhang wei``), and the candidates, the likeliest first."""
        library, session = self._library, self._session
        library.RimeClearComposition(session)
        for letter in letters:
            library.RimeProcessKey(session, ord(letter), 0)
        try:
            return self._parted(), self._candidates()
        finally:
            library.RimeClearComposition(session)

    def close(self) -> None:
        """End librime."""
        self._library.RimeDestroySession(self._session)
        self._library.RimeFinalize()

    def _parted(self) -> str:
        context = _Context()
        context.data_size = sizeof(_Context) - sizeof(c_int)
        if not self._library.RimeGetContext(self._session, byref(context)):
            return ""
        preedit = context.composition.preedit or b""
        self._library.RimeFreeContext(byref(context))
        return bytes(preedit).decode(errors="replace")

    def _candidates(self) -> list[str]:
        found: list[str] = []
        at = _Candidates()
        if not self._library.RimeCandidateListBegin(self._session, byref(at)):
            return found
        while len(found) < CANDIDATES_MAX and self._library.RimeCandidateListNext(byref(at)):
            found.append((at.candidate.text or b"").decode(errors="replace"))
        self._library.RimeCandidateListEnd(byref(at))
        return found


def _library() -> Any:
    os.environ.update(_SILENT)
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError as error:
        raise RimeMissingError(str(error)) from error
    library.RimeCreateSession.restype = c_size_t
    for name in ("RimeDestroySession", "RimeClearComposition"):
        getattr(library, name).argtypes = (c_size_t,)
    library.RimeSelectSchema.argtypes = (c_size_t, c_char_p)
    library.RimeProcessKey.argtypes = (c_size_t, c_int, c_int)
    library.RimeGetContext.argtypes = (c_size_t, c_void_p)
    library.RimeCandidateListBegin.argtypes = (c_size_t, c_void_p)
    return library


def _traits(shared: Path, folder: Path) -> _Traits:
    traits = _Traits()
    traits.data_size = sizeof(_Traits) - sizeof(c_int)
    traits.shared_data_dir = str(shared).encode()
    traits.user_data_dir = str(folder).encode()
    traits.distribution_name = traits.distribution_code_name = b"kiosk"
    traits.distribution_version = b"1"
    # No app_name: with one, librime sets its log up, which writes files, and aborts when it is done twice.
    return traits
