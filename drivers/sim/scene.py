"""``world.toml``: what one simulated machine consists of, strictly typed and checked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from drivers.sim.world import BoardPlan, DoorPlan, WorldPlan
from drivers.sim.world.plan import BoardKind

SCENE_BYTES_MAX = 1024 * 1024

Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
DoorName = Annotated[str, Meta(pattern=r"^[A-Z][0-9]{1,3}$")]
FreePort = Annotated[int, Meta(ge=0, le=65535)]
Centimetres = Annotated[float, Meta(ge=0, le=2000)]


class Table(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A TOML table in which every key is known."""


class Line(Table, frozen=True, kw_only=True):
    """One wire. ``tap_port``: a port that tells every frame as text; ``observe_port``: Modbus TCP, reading only.

    ``gateway``: a TCP port behind which a serial line of ``baud`` is.

    Ports of 0 become free ones. A relative ``link`` starts at the scene's folder.
    """

    name: Name
    kind: Literal["rtu", "tcp", "gateway"]
    link: str | None = None
    baud: Literal[2400, 4800, 9600, 19200, 38400, 57600, 115200] | None = None
    host: str = "127.0.0.1"
    port: FreePort = 0
    tap_port: FreePort | None = None
    observe_port: FreePort | None = None


class Model(Table, frozen=True, kw_only=True):
    """What kind of board.

    ``linkage``: Waveshare (D), whose inputs drive its relays as it leaves the factory, until eight registers are
    cleared; ``commissioned``: they were, before our time. The others as in ``BoardPlan``.
    """

    kind: BoardKind
    relays: Annotated[int, Meta(ge=0, le=64)]
    inputs: Annotated[int, Meta(ge=0, le=64)] = 0
    linkage: bool = False
    commissioned: bool = False
    own_pulse_ms: Annotated[float, Meta(ge=20, le=10_000)] = 300
    older: bool = False
    speaks_first: bool = False
    first_register: Literal[0, 1] = 1


class Board(Table, frozen=True, kw_only=True):
    """One board on a line."""

    name: Name
    line: Name
    model: Model
    address: Annotated[int, Meta(ge=0, le=255)]


class Door(Table, frozen=True, kw_only=True):
    """One door; wires, supply of its lock and place as in the kiosk's own TOML."""

    id: DoorName
    board: Name
    channel: Annotated[int, Meta(ge=1, le=64)]
    sensor_board: Name | None = None
    sensor_input: Annotated[int, Meta(ge=1, le=64)] | None = None
    closed_is: Literal[0, 1] = 1
    supply: Name = "main"
    x_cm: Centimetres
    y_cm: Centimetres
    width_cm: Annotated[float, Meta(gt=0, le=300)]
    height_cm: Annotated[float, Meta(gt=0, le=300)]


class Modem(Table, frozen=True, kw_only=True):
    """The GSM modem's port. ``baud``: what the hall is to use; the modem answers at any rate."""

    link: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200


class Printer(Table, frozen=True, kw_only=True):
    """The receipt printer's port. ``baud``: what the kiosk is to use; the printer answers at any rate."""

    link: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200
    width_dots: Literal[384, 576] = 576


class IdReader(Table, frozen=True, kw_only=True):
    """The identity card reader's port. ``baud``: what the kiosk is to use; the reader answers at any rate."""

    link: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200


class Scanner(Table, frozen=True, kw_only=True):
    """The QR scanner's port; it speaks at any rate."""

    link: str


class Camera(Table, frozen=True, kw_only=True):
    """The document camera's stream on this machine; a port of 0 becomes a free one. Pixels."""

    port: FreePort = 0
    width: Annotated[int, Meta(ge=640, le=3840)] = 1920
    height: Annotated[int, Meta(ge=480, le=2160)] = 1080


class Card(Table, frozen=True, kw_only=True):
    """An identity card at hand, of nobody. ``nation`` by GB/T 3304; ``pass_number`` of kind ``hmt`` only.

    ``kind``: ``foreign`` and ``unknown`` are cards a reader finds and the kiosk does not know.
    """

    id: Name
    kind: Literal["resident", "hmt", "foreign", "unknown"] = "resident"
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    number: Annotated[str, Meta(pattern=r"^[0-9]{17}[0-9X]$")]
    nation: Annotated[str, Meta(pattern=r"^([0-9]{2})?$")] = "01"
    address: Annotated[str, Meta(max_length=60)]
    issuer: Annotated[str, Meta(max_length=30)] = "二连浩特市公安局"
    valid_from: Annotated[str, Meta(pattern=r"^[0-9]{8}$")] = "20200101"
    valid_to: Annotated[str, Meta(pattern=r"^([0-9]{8}|长期)$")] = "20400101"
    pass_number: Annotated[str, Meta(max_length=9)] = ""


class Bench(Table, frozen=True, kw_only=True):
    """The page in the browser."""

    host: str = "127.0.0.1"
    port: FreePort = 0


class Scene(Table, frozen=True, kw_only=True):
    """All of ``world.toml``."""

    seed: int = 0
    line: Annotated[list[Line], Meta(min_length=1, max_length=16)]
    board: Annotated[list[Board], Meta(min_length=1, max_length=64)]
    door: Annotated[list[Door], Meta(max_length=512)]
    modem: Modem | None = None
    printer: Printer | None = None
    id_reader: IdReader | None = None
    camera: Camera | None = None
    scanner: Scanner | None = None
    card: Annotated[list[Card], Meta(max_length=50)] = []
    bench: Bench = Bench()


class SceneError(Exception):
    """A scene that cannot be: all that is wrong, each naming the file and the key."""


def load_scene(path: Path) -> Scene:
    """Read and check a scene. :raises SceneError: unreadable, malformed or contradictory."""
    try:
        text = path.read_bytes()[: SCENE_BYTES_MAX + 1]
        if len(text) > SCENE_BYTES_MAX:
            raise SceneError(f"{path}: over {SCENE_BYTES_MAX} bytes")
        scene = msgspec.toml.decode(text, type=Scene)
    except (OSError, UnicodeDecodeError, RecursionError, msgspec.DecodeError) as error:
        raise SceneError(f"{path}: {error}") from None
    if wrong := list(contradictions(scene)):
        raise SceneError("\n".join(f"{path}: {what}" for what in wrong))
    return scene


def plan(scene: Scene) -> WorldPlan:
    """The scene as the pure world needs it."""
    return WorldPlan(
        boards=tuple(_board_plan(board) for board in scene.board),
        doors=tuple(_door_plan(door) for door in scene.door),
        seed=scene.seed,
    )


def contradictions(scene: Scene) -> Iterator[str]:
    """What types cannot forbid."""
    yield from _twice("line.name", (line.name for line in scene.line))
    yield from _twice("board.name", (board.name for board in scene.board))
    yield from _twice("board.address on one line", (f"{board.line}/{board.address}" for board in scene.board))
    yield from _twice("card.id", (card.id for card in scene.card))
    yield from _twice("door.id", (door.id for door in scene.door))
    yield from _twice("door.channel", (f"{door.board}/{door.channel}" for door in scene.door))
    yield from _twice("door.sensor_input", _inputs(scene))
    yield from _lines_wrong(scene)
    yield from _boards_wrong(scene)
    yield from _doors_wrong(scene)


def _lines_wrong(scene: Scene) -> Iterator[str]:
    for line in scene.line:
        if line.kind == "rtu" and (line.link is None or line.baud is None):
            yield f"line {line.name}: kind rtu needs link and baud"
        if line.kind == "tcp" and (line.link is not None or line.baud is not None):
            yield f"line {line.name}: kind tcp has neither link nor baud"
        if line.kind == "gateway" and (line.link is not None or line.baud is None):
            yield f"line {line.name}: kind gateway needs baud, and has no link"


def _boards_wrong(scene: Scene) -> Iterator[str]:
    lines = {line.name for line in scene.line}
    for board in scene.board:
        if board.line not in lines:
            yield f"board {board.name}: line {board.line} is none of {sorted(lines)}"
        if board.model.linkage and board.model.kind != "waveshare":
            yield f"board {board.name}: model.linkage is Waveshare's only"


def _doors_wrong(scene: Scene) -> Iterator[str]:
    boards = {board.name: board.model for board in scene.board}
    for door in scene.door:
        if (door.sensor_board is None) != (door.sensor_input is None):
            yield f"door {door.id}: sensor_board and sensor_input go together"
        if door.board not in boards or (door.sensor_board or door.board) not in boards:
            yield f"door {door.id}: board and sensor_board must be of {sorted(boards)}"
            continue
        if door.channel > boards[door.board].relays:
            yield f"door {door.id}: channel {door.channel}, but {door.board} has {boards[door.board].relays}"
        if door.sensor_board and (door.sensor_input or 0) > boards[door.sensor_board].inputs:
            yield f"door {door.id}: sensor_input {door.sensor_input} is more than {door.sensor_board} has"


def _inputs(scene: Scene) -> Iterator[str]:
    return (f"{door.sensor_board}/{door.sensor_input}" for door in scene.door if door.sensor_board)


def _twice(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{what}: {value} stands {times} times"


def _door_plan(door: Door) -> DoorPlan:
    return DoorPlan(
        door.id, door.board, door.channel, door.sensor_board, door.sensor_input, door.closed_is, supply=door.supply
    )


def _board_plan(board: Board) -> BoardPlan:
    return BoardPlan(
        name=board.name,
        line=board.line,
        kind=board.model.kind,
        relays=board.model.relays,
        inputs=board.model.inputs,
        address=board.address,
        linkage=board.model.linkage,
        commissioned=board.model.commissioned,
        own_pulse_ms=board.model.own_pulse_ms,
        older=board.model.older,
        speaks_first=board.model.speaks_first,
        first_register=board.model.first_register,
    )
