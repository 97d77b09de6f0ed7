"""Whoever does not let the tour end has seen no proof, and neither has a machine that reads its status."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
INTERRUPTED = 130


@pytest.mark.xdist_group("whole-system")
def test_a_tour_that_is_interrupted_is_no_success(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TOUR": "only"}
    command = [sys.executable, "-m", "demo"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as tour:
        assert tour.stdout is not None
        assert "broker" in tour.stdout.readline().decode()
        tour.terminate()
        _, said = tour.communicate(timeout=60)

    assert tour.returncode == INTERRUPTED
    assert "interrupted" in said.decode()
    told = json.loads((tmp_path / "var/demo/tour.json").read_text("utf-8"))
    assert not told["finished"]
    assert told["steps"][0]["ok"]
