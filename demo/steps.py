"""A tour's steps: done one after the other, told as lines with their time, summed up for a machine."""

import json
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

BAR = 24


@dataclass(frozen=True, slots=True)
class Step:
    """What was done, whether it worked, how long it took."""

    name: str
    ok: bool
    ms: int


@dataclass
class Report:
    """The tour so far. ``figures`` have their unit in the name; ``total`` is how many steps there will be."""

    steps: list[Step] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    total: int = 0

    @property
    def finished(self) -> bool:
        """Whether every step was done, and worked; not one that failed or was interrupted."""
        return 0 < self.total == len(self.steps) and not self.failed

    @property
    def failed(self) -> str:
        """The step that did not work, or nothing."""
        return next((step.name for step in self.steps if not step.ok), "")

    def write(self, path: Path) -> None:
        """``{"finished": …, "steps": [{"name", "ok", "ms"}], "figures": {…}}``."""
        steps = [asdict(step) for step in self.steps]
        report = {"finished": self.finished, "steps": steps, "figures": self.figures}
        path.write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")


Act = Callable[[], None]


def walk(plan: Sequence[Act], report: Report) -> bool:
    """Do the steps until one fails; say each with its time and how far the tour is. Its docstring is its name."""
    report.total = max(report.total, len(report.steps) + len(plan))
    for act in plan:
        name = (act.__doc__ or act.__name__).rstrip(".")
        begun_s = time.monotonic()
        ok = _done(act)
        step = Step(name, ok, round((time.monotonic() - begun_s) * 1000))
        report.steps.append(step)
        _tell(step, len(report.steps), report.total)
        if not ok:
            return False
    return True


def _done(act: Act) -> bool:
    try:
        act()
    except Exception:
        traceback.print_exc()
        return False
    return True


def _tell(step: Step, number: int, count: int) -> None:
    full = BAR * number // count
    bar = "█" * full + "░" * (BAR - full)
    mark = "✓" if step.ok else "✗ FAILED"
    sys.stdout.write(f"{bar} {number:2}/{count}  {step.ms / 1000:6.2f} s  {mark} {step.name}\n")
    sys.stdout.flush()
