"""The guide's sample pictures: each that a material names is there, small, and as its description says."""

import io
import tomllib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from intake.catalogue.item import Material
from setup.samples import FOLDER, FONTS, Sheet, read
from tests.intake.story import catalogue

BYTES_MAX, PICTURES_MAX = 60_000, 45


def materials() -> list[Material]:
    return [material for item in catalogue().items for material in item.material]


def red(picture: Image.Image) -> int:
    """Pixels of the word across it, and of the stamp."""
    r, g, b = np.moveaxis(np.asarray(picture), 2, 0)
    return int(((r > 180) & (g < 190) & (b < 190)).sum())


def test_every_sample_that_a_guide_names_is_a_picture_in_the_folder() -> None:
    named = {material.sample for material in materials() if material.sample}

    assert len(named) >= 20
    assert {name for name in named if not (FOLDER / f"{name}.jpg").is_file()} == set()


def test_every_picture_is_small_is_shown_somewhere_and_says_that_it_is_a_sample() -> None:
    pictures = list(FOLDER.glob("*.jpg"))
    named = {material.sample for material in materials()}

    assert 0 < len(pictures) <= PICTURES_MAX
    for path in pictures:
        assert path.stem in named
        assert path.stat().st_size <= BYTES_MAX
        with Image.open(path) as picture:
            assert red(picture.convert("RGB")) > 20_000


def test_the_papers_people_are_sent_home_for_most_have_one() -> None:
    shown = {material.name for material in materials() if material.sample}

    assert {"居民户口簿", "结婚证", "出生医学证明", "不动产权证书", "公司章程", "困难情况说明"} <= shown


@pytest.mark.parametrize("sample", read(FOLDER), ids=lambda sample: str(sample["name"]))
def test_what_is_described_fits_on_its_sheet(sample: dict[str, object]) -> None:
    sheet, out = Sheet(FONTS), io.BytesIO()

    sheet.drawn(sample).save(out, "JPEG")

    assert sheet.written_to <= Sheet.ADVICE_AT
    assert out.tell() > 0


def test_a_description_that_is_no_toml_is_told(tmp_path: Path) -> None:
    (tmp_path / "samples.toml").write_text("[[sample]\n", encoding="utf-8")

    with pytest.raises(tomllib.TOMLDecodeError):
        read(tmp_path)
