"""What the uplink must be told, and its waits."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class UplinkSettings:
    """The broker's address, this machine's login, and every limit. The user name is also the client id.

    ``window`` events may be under way above the hall's acknowledgement, ``unconfirmed`` messages may await the
    broker's PUBACK (mosquitto disconnects who sends more than its ``max_inflight_messages``, 20 by default).
    ``resend_s``: no progress for so long means lost; ``gap_s``: the same when the hall reports a gap; both double up
    to ``resend_s_max`` while nothing moves. ``pause_s`` doubles up to ``pause_s_max`` between connections and starts
    anew after one that held ``steady_s``. ``will_delay_s`` keeps a short break from looking like an outage;
    ``session_s`` is how long the broker holds commands for an absent kiosk (their own expiry is shorter).
    """

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    boot: str
    version: str = ""
    tls: bool = True
    ca_file: Path | None = None
    window: int = 200
    unconfirmed: int = 20
    resend_s: float = 15.0
    gap_s: float = 1.0
    resend_s_max: float = 120.0
    telemetry_s: float = 30.0
    pause_s: float = 0.5
    pause_s_max: float = 30.0
    steady_s: float = 20.0
    connect_s_max: float = 10.0
    keepalive_s: int = 30
    will_delay_s: int = 10
    session_s: int = 3600
