"""Pictures that are not in the scene, as textures: uploaded once for each version, freed when nothing shows them."""

from collections.abc import Callable, Iterable
from typing import Any

from kivy.graphics.texture import Texture

from kiosk.layout import Rect

Shot = tuple[int, int, bytes, int]
"""Width, height, rows of RGB from the top left, and a version: another number for another picture."""
Look = Callable[[str], Shot | None]

SIDE_MAX = 4096


class Pictures:
    """Textures by source. ``look`` gives the picture of a source as it is now, or None while there is none."""

    def __init__(self) -> None:
        self.look: Look = lambda _source: None
        self._held: dict[str, tuple[int, Any]] = {}

    def texture(self, source: str) -> Any | None:
        """The texture of ``source`` as it is now; None while there is no picture.

        :raises ValueError: the picture's bytes are not its width by its height by three.
        """
        shot = self.look(source)
        if shot is None:
            self._held.pop(source, None)
            return None
        version, texture = self._held.get(source, (None, None))
        if version != shot[3]:
            texture = _uploaded(shot, texture)
            self._held[source] = (shot[3], texture)
        return texture

    def changed(self, source: str) -> bool:
        """Whether ``source`` is another picture than the one that was uploaded, or has come, or has gone."""
        shot, held = self.look(source), self._held.get(source)
        return (shot and shot[3]) != (held and held[0])

    def keep_only(self, sources: Iterable[str]) -> None:
        """Forget every texture but these."""
        if self._held:
            wanted = set(sources)
            self._held = {source: held for source, held in self._held.items() if source in wanted}


def fitted(rect: Rect, width: int, height: int, turn: int) -> Rect:
    """Where a picture of that size lies in ``rect``: whole, as large as fits, in the middle."""
    wide, high = (height, width) if turn % 2 else (width, height)
    scale = min(rect.w / wide, rect.h / high)
    return rect.middle(wide * scale, high * scale)


def corners(texture: Any, turn: int) -> tuple[float, ...]:
    """Kivy's ``tex_coords`` for a texture whose first row is the top one, after ``turn`` quarter turns clockwise."""
    flat = texture.tex_coords
    pairs = [flat[at : at + 2] for at in (6, 4, 2, 0)]
    turned = pairs[turn % 4 :] + pairs[: turn % 4]
    return tuple(number for pair in turned for number in pair)


def _uploaded(shot: Shot, old: Any | None) -> Any:
    width, height, rows, _ = shot
    if not (0 < width <= SIDE_MAX and 0 < height <= SIDE_MAX and len(rows) == width * height * 3):
        raise ValueError(f"no picture of {width} by {height} pixels has {len(rows)} bytes")
    texture = old if old is not None and old.size == (width, height) else Texture.create((width, height), "rgb")
    texture.blit_buffer(rows, colorfmt="rgb", bufferfmt="ubyte")
    return texture
