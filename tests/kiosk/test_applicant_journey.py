"""An applicant at the real window: real touches, the real catalogue, real pinyin; no hall and no cabinet."""

from pathlib import Path

from tests.kiosk.glass import Standing, kiosk

NUMBER, MOBILE = "152501196503121222", "13800138000"


async def names_themselves(glass: Standing) -> None:
    """Typed, as there is no reader: the name by pinyin, whatever candidate comes first."""
    await glass.finger("role.self")
    await glass.shows("detail")
    await glass.finger("key.w", "key.u", "key.y", "key.u", "key.n", "pick.0", "ok")
    await glass.finger(*(f"key.{digit}" for digit in NUMBER), "ok")
    await glass.types(*MOBILE, "Return")
    await glass.shows("identified")


async def test_without_a_cabinet_an_applicant_finds_an_item_and_comes_to_its_papers(tmp_path: Path) -> None:
    async with kiosk(tmp_path, applies=True) as glass:
        await glass.shows("home")
        await glass.finger("apply", "by.search", "key.s", "key.p", "key.j", "key.y", "item.SC-SP-01")
        await glass.shows("guide")
        await glass.finger("apply", "agree")
        await glass.shows("who")
        await names_themselves(glass)

        await glass.finger("ok", "choose.yes", "choose.no", "choose.shop", "key.8", "key.6", "ok", "key.3", "ok")
        await glass.shows("form")
        await glass.finger("ok")
        await glass.shows("papers")
        nothing_told(glass, tmp_path)


def nothing_told(glass: Standing, folder: Path) -> None:
    """Nothing typed is in the log or in any file."""
    told = "\n".join(glass.log).encode()
    files = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix not in {".bin", ".db"}]

    assert not [secret for secret in (NUMBER, MOBILE) for text in (told, *files) if secret.encode() in text]
