"""Bytes from a modem to lines and prompts (V.250: a line between CR LF; TS 27.005: ``> `` asks for the message)."""

PROMPT = "> "
LINE_BYTES_MAX = 1024


class Splitter:
    """Feed it what arrives. A line longer than 1024 bytes is thrown away whole: no modem says such a thing."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[str]:
        """The lines now complete, without line ends, never empty; :data:`PROMPT` for the prompt."""
        *whole, self._rest = (self._rest + data).replace(b"\r", b"\n").split(b"\n")
        lines = [line.decode("ascii", "replace") for line in whole if 0 < len(line) <= LINE_BYTES_MAX]
        if self._rest == PROMPT.encode():
            self._rest = b""
            lines.append(PROMPT)
        self._rest = self._rest[: LINE_BYTES_MAX + 1]
        return lines
