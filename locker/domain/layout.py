"""The cabinet as it is built: doors, wires, sizes, places. Fixed while lockerd runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from locker.contract.facts import Door, Size
from locker.contract.ids import BoardName, CompartmentId


@dataclass(frozen=True, slots=True)
class SensorLine:
    """Which input of which board senses the door; ``closed_is`` is the bit that means shut."""

    board: BoardName
    input: int
    closed_is: bool

    def says(self, bit: bool | None) -> Door:
        """What the input's bit means; None: the board cannot tell."""
        if bit is None:
            return Door.DOUBTFUL
        return Door.CLOSED if bit == self.closed_is else Door.OPEN


@dataclass(frozen=True, slots=True)
class Slot:
    """One compartment's fixed facts. Heights are centimetres from the floor, times milliseconds.

    ``pulls_a_minute``: how often its lock may be pulled. ``answer_ms``: by then an order was answered, or was taken
    back unsaid, and reaches the lock no more.
    """

    id: CompartmentId
    size: Size
    board: BoardName
    channel: int
    supply: str
    pulse_ms: int
    rest_ms: int
    confirm_ms: int
    sensor: SensorLine | None
    bottom_cm: float
    top_cm: float
    pulls_a_minute: int = 3
    answer_ms: int = 2500


Layout = Mapping[CompartmentId, Slot]


def boards_of(layout: Layout) -> frozenset[BoardName]:
    """Every board that moves a lock or senses a door."""
    sensing = {slot.sensor.board for slot in layout.values() if slot.sensor}
    return frozenset(sensing | {slot.board for slot in layout.values()})


@dataclass(frozen=True, slots=True)
class Rules:
    """The hall's choices about doors and codes; the same names as ``[rules]`` of kiosk.toml."""

    grace_s: int = 60
    door_open_s_max: int = 120
    keep_days: int = 15
    wrong_codes_in_a_row_max: int = 5
    pause_s: int = 60
    pause_s_max: int = 3600
    wrong_codes_a_day_alarm: int = 30
    wrong_codes_a_deposit_max: int = 1000
    staff_idle_s: int = 180
    pins_in_a_row_max: int = 5
    pin_lock_s: int = 300
    reach_cm_max: int = 122
    hand_ins_a_case_max: int = 3
    hand_ins_max: int = 20
    kept_for_results_percent: int = 25
    contents_check_days: int = 7
