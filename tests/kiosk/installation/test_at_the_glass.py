"""A technician at a real window with a cabinet on a real wire: search, doors, swapped cables, mapping; stop, go on."""

from dataclasses import replace
from pathlib import Path

from tests.drivers.probe.conftest import A1, A2, cabinet
from tests.kiosk.installation.bench import at_the_glass

SWAPPED = replace(A1, sensor_input=2), replace(A2, sensor_input=1)


async def test_swapped_cables_are_found_by_touch_put_right_in_the_file_and_stopping_loses_nothing(
    tmp_path: Path,
) -> None:
    async with cabinet(tmp_path, *SWAPPED) as stand:
        stand.only("A1", "A2")
        before = stand.toml.read_text()

        async with at_the_glass(stand) as one:
            await one.says_who("1", "0", "1", "2")
            await one.chooses("search", "s")
            await one.chooses("shut_all", "y")
            await one.tries("A1")
            await one.is_asked("announce")
            await one.touches("stop")
            await one.is_asked("over")
            assert await one.ends() == 1
        assert (stand.finding("A1"), stand.finding("A2")) == ("wrong_sensor", "not_tried")
        assert (stand.report.who, stand.toml.read_text()) == ("1012", before)

        async with at_the_glass(stand) as one:
            await one.chooses("since", "g")
            await one.says_who()
            await one.chooses("shut_all", "y")
            await one.tries("A2")
            await one.chooses("mapping.write", "y")
            await one.chooses("soak.ask", "n")
            await one.is_asked("over")
            assert await one.ends() == 0
        assert [stand.pulses(door) for door in ("A1", "A2")] == [1, 1], "what was seen is not opened again"
        assert [line.sensor for line in stand.report.doors] == ["upper/2", "upper/1"]
        assert stand.report.who == "1012"
        assert (tmp_path / "kiosk.toml.before-probe").read_text() == before
        assert stand.toml.read_text() != before


async def test_opening_again_and_again_is_stopped_at_any_time_and_a_closed_window_leaves_no_relay_on(
    tmp_path: Path,
) -> None:
    async with cabinet(tmp_path, A1) as stand:
        stand.only("A1")
        async with at_the_glass(stand) as one:
            await one.says_who("7")
            await one.chooses("search", "s")
            await one.chooses("shut_all", "y")
            await one.tries("A1")
            await one.chooses("soak.ask", "c")
            await one.is_asked("counted")
            await one.touches("stop")
            await one.is_asked("over")
            assert stand.report.soak["A1"].tried < 5
            await one.touches("go_on")
            await one.chooses("soak.ask", "c")
            await one.is_asked("counted")
            one.glass.process.terminate()
            assert await one.glass.process.wait() == 1
        assert not stand.live.act(lambda world: world.relay_of("A1").closed)
