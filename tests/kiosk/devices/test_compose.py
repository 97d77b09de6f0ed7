"""Chinese by pinyin: words of the trade first, names first where names are asked, with librime or without."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import pytest

from intake.catalogue.readings import read_table
from kiosk.devices.compose import InputMethod
from kiosk.devices.lexicon import PHRASES, Lexicon, lexicon, rare_readings
from kiosk.devices.rime import SCHEMA, SHARED

TABLE = Path(__file__).parents[3] / "config" / "catalogue" / "pinyin.txt"
INSTALLED = (SHARED / f"{SCHEMA}.schema.yaml").is_file()


ENGINES = [pytest.param(True, marks=pytest.mark.skipif(not INSTALLED, reason="librime is not installed")), False]


def learnt(folder: Path) -> list[Path]:
    """Files in which librime would keep what people typed."""
    return list(folder.rglob("*userdb*"))


@cache
def words() -> Lexicon:
    return lexicon(read_table(TABLE.read_text(encoding="utf-8")), PHRASES, rare_readings())


@asynccontextmanager
async def typing(folder: Path, *, engine: bool) -> AsyncIterator[InputMethod]:
    method = InputMethod(folder, words())
    if engine:
        await method.open()
    yield method
    await method.close()


@pytest.mark.skipif(not INSTALLED, reason="librime's dictionary is not installed")
async def test_whole_words_come_as_they_are_spelt(tmp_path: Path) -> None:
    async with typing(tmp_path / "rime", engine=True) as method:
        found = await method.compose("zhengwufuwu", names=False)
        assert found.letters == "zhengwufuwu"
        assert found.candidates[0] == "政务服务"
        assert found.takes[0] == len("zhengwufuwu")
        assert found.takes[found.candidates.index("政务")] == len("zhengwu")
        assert found.takes[found.candidates.index("正")] == len("zheng")

        marked = await method.compose("xi'an", names=False)
        assert marked.candidates[0] == "西安"
        assert marked.takes[marked.candidates.index("西")] == len("xi'")
        assert (await method.compose("huhehaote", names=False)).candidates[0] == "呼和浩特"

    assert not learnt(tmp_path)


@pytest.mark.parametrize("engine", ENGINES)
async def test_words_of_the_trade_come_first(tmp_path: Path, *, engine: bool) -> None:
    async with typing(tmp_path / "rime", engine=engine) as method:
        for letters in ("budongchandengji", "bdcdj"):
            assert (await method.compose(letters, names=False)).candidates[0] == "不动产登记"
        assert "取件" in (await method.compose("qj", names=False)).candidates


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_name_begins_with_a_surname(tmp_path: Path, *, engine: bool) -> None:
    async with typing(tmp_path / "rime", engine=engine) as method:
        assert (await method.compose("zhang", names=True)).candidates[0] in "张章"
        assert (await method.compose("qiu", names=True)).candidates.index("仇") < 5
        assert (await method.compose("ge", names=True)).candidates.index("葛") < 3


@pytest.mark.parametrize(("letters", "sign"), [("kun", "堃"), ("yi", "祎"), ("wei", "韡"), ("zhe", "喆"), ("lu", "甪")])
@pytest.mark.parametrize("engine", ENGINES)
async def test_rare_characters_of_names_stand_behind_the_usual_ones_and_first_when_asked_for(
    tmp_path: Path, letters: str, sign: str, *, engine: bool
) -> None:
    async with typing(tmp_path / "rime", engine=engine) as method:
        assert sign in (await method.compose(letters, names=True)).candidates

        rare = await method.compose(f"{letters}zhao", names=True, rare=True)
        assert rare.candidates.index(sign) < 40
        assert set(rare.takes) == {len(letters)}
        assert not set(rare.candidates) & set("一以易为位昆")


async def test_without_an_engine_single_characters_are_offered(tmp_path: Path) -> None:
    async with typing(tmp_path, engine=False) as method:
        found = await method.compose("zhangwei", names=False)
        assert "张" in found.candidates
        assert set(found.takes) == {len("zhang")}
        assert "祎" in (await method.compose("yi", names=True)).candidates
        assert "女" in (await method.compose("nv", names=False)).candidates
        assert len((await method.compose("zh", names=False)).candidates) == 60


@pytest.mark.parametrize("letters", ["", "v", "'", "''", "q" * 500, "ZHANG", "张", "a\0b", "1234"])
@pytest.mark.parametrize("engine", ENGINES)
async def test_whatever_is_typed_has_an_answer(tmp_path: Path, letters: str, *, engine: bool) -> None:
    async with typing(tmp_path / "rime", engine=engine) as method:
        found = await method.compose(letters, names=True)

        assert found.letters == letters
        assert len(found.candidates) == len(found.takes) <= 120
        assert all(0 <= takes <= max(len(letters), 0) for takes in found.takes)


async def test_where_librime_cannot_keep_its_files_characters_are_offered(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "rime").touch()
    async with typing(tmp_path / "rime", engine=True) as method:
        assert "张" in (await method.compose("zhang", names=False)).candidates

    assert "single characters only" in caplog.text
