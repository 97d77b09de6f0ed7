"""What can be touched now, where, and what is said, told in a file for whoever plays a finger: a tour, a test.

Names of controls, places, and the keys of texts; no words and nothing anybody typed. Only where ``--controls FILE``
asks for it.
"""

import json
from pathlib import Path

from kiosk.scene import Scene
from kiosk.shell import Pane


class ToldPane:
    """Scenes are told in ``path`` as ``{"screen": name, "controls": {name: [x, y, width, height]}, "says": [key]}``.

    Places in pixels; keys as in ``kiosk/texts``, sorted.
    A control that lies under another cannot be touched, and is not told.
    """

    def __init__(self, pane: Pane, path: Path) -> None:
        self.width, self.height = pane.width, pane.height
        self._pane = pane
        self._path = path

    def show(self, scene: Scene) -> None:
        """Show it, and tell."""
        self._pane.show(scene)
        fresh = self._path.with_name(self._path.name + ".new")
        told = {"screen": scene.name, "controls": controls(scene), "says": sorted(scene.says)}
        fresh.write_text(json.dumps(told), encoding="utf-8")
        fresh.replace(self._path)


def controls(scene: Scene) -> dict[str, list[float]]:
    """Every control whose middle can be touched, and its place."""
    touches = [touch for touch in scene.touches if touch.control and scene.control_at(*touch.rect.centre) is touch]
    return {touch.control: [touch.rect.x, touch.rect.y, touch.rect.w, touch.rect.h] for touch in touches}
