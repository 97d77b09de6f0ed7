"""A cabinet whose doors hang on a serial board and on one in the network, with sensors across: proved all the same."""

from pathlib import Path

from drivers.probe.course import Status
from drivers.sim.tcp_line import TcpLine
from drivers.sim.world import BoardPlan, DoorPlan
from tests.drivers.probe.conftest import A1, UPPER, cabinet

FAR = BoardPlan("far", "net", "waveshare", relays=8, inputs=0, address=1)
C1 = DoorPlan("C1", "far", 1, "upper", 5)
"""Its lock hangs on the network, its sensor on the serial line."""


async def test_a_lock_in_the_network_with_its_sensor_on_the_serial_line_is_proved(tmp_path: Path) -> None:
    async with cabinet(tmp_path, A1, C1, boards=(UPPER, FAR)) as stand:
        net = TcpLine("net", "127.0.0.1", 0, stand.live)
        await net.plug()
        try:
            stand.toml.write_text(_with_network(stand.toml.read_text(), net.where[1]))
            assert await stand.probe() is Status.RIGHT
        finally:
            net.unplug()
    assert stand.verdicts() == {"upper": "answers", "far": "answers"}
    assert [(line.relay, line.sensor) for line in stand.report.doors] == [("upper/1", "upper/1"), ("far/1", "upper/5")]


def _with_network(text: str, port: int) -> str:
    rows = [line for line in text.splitlines() if not line.startswith('    { id = "') or '"A1"' in line]
    place = 'size = "S", x_cm = 0, y_cm = 20, width_cm = 30, height_cm = 20'
    wires = 'board = "far", channel = 1, lock = "solenoid", sensor = { board = "upper", input = 5 }'
    door = f'{{ id = "C1", {place}, {wires} }},'
    text = "\n".join(rows).replace("]\n", f"    {door}\n]\n", 1).replace('name = "lower"', 'name = "far"')
    text = text.replace('bus = "serial"\nprofile = "jy-dam-8"', 'bus = "net"\nprofile = "waveshare-poe-eth-relay-8ch"')
    bus = f'[[bus]]\nname = "net"\nkind = "tcp"\nhost = "127.0.0.1"\ntcp_port = {port}\n'
    return text.replace("address = 2", "address = 1").replace("[[board]]", bus + "\n[[board]]", 1)
