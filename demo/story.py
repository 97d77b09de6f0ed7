"""What all stories of the tour have in common."""

from typing import ClassVar

from demo.stage import Stage
from demo.steps import Act


class Story:
    """Somebody's way through the system. What a step does is its docstring, which is its name in the report."""

    STEPS: ClassVar[tuple[str, ...]]
    """The methods that are steps, in order."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    def plan(self) -> list[Act]:
        """The steps, in order."""
        return [getattr(self, name) for name in self.STEPS]
