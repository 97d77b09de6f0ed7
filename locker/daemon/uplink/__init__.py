"""The kiosk's MQTT side: its ledger, state and telemetry to the hall, acknowledgements and commands back."""

from locker.daemon.uplink.inbound import CommandMessage
from locker.daemon.uplink.ports import Log, StateSource
from locker.daemon.uplink.settings import UplinkSettings
from locker.daemon.uplink.uplink import Uplink

__all__ = ["CommandMessage", "Log", "StateSource", "Uplink", "UplinkSettings"]
