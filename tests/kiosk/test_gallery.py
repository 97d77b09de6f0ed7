"""All pictures on one page."""

from html.parser import HTMLParser
from pathlib import Path

from kiosk.gallery_page import by_screen, write_page

PICTURES = ("home.zh.upright.png", "home.en.lying.png", "collect-code_used.zh.upright.png", "collect.zh.upright.png")


class Reader(HTMLParser):
    """Pictures and sections of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[str] = []
        self.sections: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.pictures.append(dict(attrs)["src"] or "")
        if tag == "section":
            self.sections.append(dict(attrs)["id"] or "")


def test_every_picture_in_the_folder_is_on_the_page_under_its_screen(tmp_path: Path) -> None:
    for name in PICTURES:
        (tmp_path / name).touch()
    reader = Reader()

    reader.feed(write_page(tmp_path).read_text(encoding="utf-8"))

    assert sorted(reader.pictures) == sorted(PICTURES)
    assert reader.sections == ["collect", "home"]


def test_a_screens_pictures_stand_together_by_what_is_special_about_them() -> None:
    found = by_screen(map(Path, PICTURES))

    assert list(found["collect"]) == ["collect-code_used", "collect"]
    assert [file.name for file in found["home"]["home"]] == ["home.en.lying.png", "home.zh.upright.png"]
