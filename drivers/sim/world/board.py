"""One relay board: relays, inputs, linkage and power. What its bytes mean is the room ``modbus``'s."""

from collections.abc import Callable

from drivers.sim.world.plan import BoardPlan
from drivers.sim.world.relay import Relay
from drivers.sim.world.replies import Replies, ReplyFault
from drivers.sim.world.sensor import Sensor
from drivers.sim.world.timeline import Timeline

Tell = Callable[[str], None]


class Board:
    """Channels and inputs are 1-based, as printed beside the terminals. ``on_input``: called when one changed."""

    def __init__(self, plan: BoardPlan, timeline: Timeline, seed: int, tell: Tell) -> None:
        self.plan = plan
        self.name, self.line, self.kind = plan.name, plan.line, plan.kind
        self.on_input: Callable[[int], None] = lambda _: None
        self.address = plan.address
        self.powered = True
        self.replies = Replies(f"{seed}/{plan.name}")
        self.linked = [plan.linkage and not plan.commissioned] * plan.relays
        self.has_linkage = plan.linkage
        self._tell = tell
        self._contacts: list[Callable[[bool], None] | None] = [None] * plan.relays
        self._relays = [Relay(timeline, self._contact_of(index)) for index in range(plan.relays)]
        self._sensors: list[Sensor | None] = [None] * plan.inputs

    @property
    def relays(self) -> list[Relay]:
        """All relays, channel 1 first."""
        return self._relays

    @property
    def input_count(self) -> int:
        """How many inputs it has."""
        return len(self._sensors)

    def relay(self, channel: int) -> Relay:
        """The relay of a channel. :raises IndexError: it has none such."""
        return self._relays[channel - 1]

    def input(self, number: int) -> int:
        """The bit at an input; an unwired input reads 0."""
        sensor = self._sensors[number - 1]
        return 0 if sensor is None else sensor.level()

    def wire_lock(self, channel: int, feed: Callable[[bool], None]) -> None:
        """Lead the contact of a channel to a lock."""
        self._contacts[channel - 1] = feed

    def wire_sensor(self, number: int, sensor: Sensor) -> None:
        """Lead a sensor's cable to an input."""
        self._sensors[number - 1] = sensor

        def changed() -> None:
            self.follow_inputs()
            if self.powered:
                self.on_input(number)

        sensor.on_change = changed
        self.follow_inputs()

    def link(self, channel: int, linked: bool) -> None:
        """Set or clear the linkage of a channel; kept without power."""
        self.linked[channel - 1] = linked
        self.follow_inputs()

    def follow_inputs(self) -> None:
        """Linked relays do as their inputs say."""
        if not self.powered:
            return
        for number in range(1, min(len(self._relays), len(self._sensors)) + 1):
            if self.linked[number - 1]:
                self.relay(number).follow(bool(self.input(number)))

    def kill(self) -> bool:
        """No power: silent, and every relay drops."""
        was, self.powered = self.powered, False
        for relay in self._relays:
            relay.lose_power()
        self._tell("dead")
        return was

    def revive(self) -> bool:
        """Power again, relays off; linkage acts at once, as at any power-up."""
        was = self.powered
        if not was:
            self.power_up()
        return not was

    def power_up(self) -> None:
        """The board starts: relays off, then as linked."""
        self.powered = True
        self._tell("alive")
        self.follow_inputs()

    def set_address(self, address: int) -> None:
        """Answer at another address; kept without power. Two boards with one address are twins."""
        self.address = address
        self._tell(f"address {address}")

    def spoil_next_reply(
        self, fault: ReplyFault, times: int = 1, late_ms: float = 500.0, bit: int | None = None
    ) -> None:
        """The next replies are lost, garbled, late, foreign, or their requests unheard."""
        self.replies.spoil_next(fault, times, late_ms, bit)

    def _contact_of(self, index: int) -> Callable[[], None]:
        def changed() -> None:
            feed = self._contacts[index]
            if feed is not None:
                feed(self._relays[index].closed)
            self._tell(f"relay {index + 1} {'on' if self._relays[index].on else 'off'}")

        return changed
