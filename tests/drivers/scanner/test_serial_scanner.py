"""A scanner on a serial line: a pseudo-terminal, whole texts, rubbish, and pulled cables."""

import asyncio
import os
import pty
import tty
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from drivers.scanner.serial_scanner import Lines, SerialScanner, text_of
from tests.real.wait import until


class Cable:
    """A pseudo-terminal under a name that stays when it is plugged anew."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self.plug()

    def plug(self) -> None:
        self.hand, device = pty.openpty()
        tty.setraw(device)
        self.name.unlink(missing_ok=True)
        self.name.symlink_to(os.ttyname(device))
        self.device = device

    def pull(self) -> None:
        os.close(self.device)
        os.close(self.hand)

    def sends(self, data: bytes) -> None:
        os.write(self.hand, data)


@asynccontextmanager
async def scanner(port: Path) -> AsyncIterator[list[str]]:
    texts: list[str] = []
    task = asyncio.create_task(SerialScanner(str(port), texts.append, pauses_s=(0.01,)).run())
    try:
        yield texts
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_texts_come_whole_however_the_bytes_arrive(tmp_path: Path) -> None:
    cable = Cable(tmp_path / "scanner")
    async with scanner(cable.name) as texts:
        await sent_until_heard(cable, texts)
        cable.sends(b"PK1:k1:48")
        cable.sends(b"291367\r")
        cable.sends("二连浩特\r\n".encode("gb18030"))

        await until(lambda: texts[-2:] == ["PK1:k1:48291367", "二连浩特"])


async def test_a_pulled_cable_is_found_again(tmp_path: Path) -> None:
    cable = Cable(tmp_path / "scanner")
    async with scanner(cable.name) as texts:
        await sent_until_heard(cable, texts)
        cable.pull()
        cable.plug()

        await sent_until_heard(cable, texts)


async def test_the_same_text_within_a_second_counts_once(tmp_path: Path) -> None:
    cable = Cable(tmp_path / "scanner")
    async with scanner(cable.name) as texts:
        await sent_until_heard(cable, texts)
        cable.sends(b"48291367\r48291367\r48291367\rlast\r")

        await until(lambda: texts[-1] == "last")
        assert texts.count("48291367") == 1


def test_lines_end_in_cr_lf_or_both_and_are_bounded() -> None:
    lines = Lines()

    assert list(lines.feed(b"a\r\nb\rc\n\n\r" + b"x" * 600 + b"\rd\r" + b"\xff" * 10)) == [b"a", b"b", b"c", b"d"]


@pytest.mark.parametrize("line", [b"\xff\xff\xff", b"\x1b[2J", b"   ", b"4829\x0067"])
def test_what_is_no_text_is_none(line: bytes) -> None:
    assert text_of(line) is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_comes_through_in_both_encodings(encoding: str) -> None:
    assert text_of("不动产登记".encode(encoding)) == "不动产登记"


async def sent_until_heard(cable: Cable, texts: list[str]) -> None:
    """A text that surely was sent after the port was opened: bytes sent before are dropped by the opening."""
    before = len(texts)
    number = 0
    async with asyncio.timeout(15):
        while len(texts) == before:
            cable.sends(f"hello-{number}\r".encode())
            number += 1
            await asyncio.sleep(0.01)
