"""The broker's files: mosquitto.conf, who may log in, and who may say what on which topic.

Pure functions make the texts; :func:`write` puts them into one folder, readable by the broker alone. Facts from
mosquitto.conf(5), mosquitto_passwd(1) and trials with Debian's mosquitto 2.0.11. ``python -m setup.broker --help``.
"""

import argparse
import os
import pwd
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from config.load import load_hall
from config.problem import ConfigError

HALL = "hall"
OBSERVER = "observer"
WINDOW_MAX = 1000
QUEUE_MAX = 200_000
PACKET_BYTES_MAX = 262_144

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True)
class KioskLogin:
    """A kiosk's place and its user name, which is its id. :raises ValueError: a name that could widen a topic."""

    site: str
    kiosk: str

    def __post_init__(self) -> None:
        if not (_NAME.fullmatch(self.site) and _NAME.fullmatch(self.kiosk)):
            raise ValueError(f"{self.site}/{self.kiosk}: lower-case letters, digits and hyphens only")
        if self.kiosk in (HALL, OBSERVER):
            raise ValueError(f"{self.kiosk}: this user name is taken")


@dataclass(frozen=True)
class Tls:
    """The listener for other machines: PEM files of the authority, the broker's certificate and its key.

    ``kiosks_only``: the client id is the user name whatever the client says, so that no kiosk can push another off
    the broker by using its id. Users with several connections (the hall, observers) then need another way in.
    """

    port: int
    ca_file: Path
    cert_file: Path
    key_file: Path
    kiosks_only: bool = False


@dataclass(frozen=True)
class Plan:
    """One broker. The plain listener is for this machine only; other machines come through ``tls``."""

    folder: Path
    kiosks: tuple[KioskLogin, ...]
    port: int = 1883
    tls: Tls | None = None
    user: str = "mosquitto"

    @property
    def conf(self) -> Path:
        """What mosquitto is started with: ``mosquitto -c``."""
        return self.folder / "mosquitto.conf"


def conf_text(plan: Plan) -> str:
    """The text of mosquitto.conf."""
    lines = [
        f"user {plan.user}",
        "per_listener_settings false",
        "allow_anonymous false",
        f"password_file {plan.folder / 'passwords'}",
        f"acl_file {plan.folder / 'acl'}",
        f"max_packet_size {PACKET_BYTES_MAX}",
        f"max_inflight_messages {WINDOW_MAX}",
        f"max_queued_messages {QUEUE_MAX}",
        "max_keepalive 600",
        "persistent_client_expiration 7d",
        "persistence true",
        f"persistence_location {plan.folder / 'data'}/",
        "autosave_interval 60",
        "log_dest stderr",
        "log_type error",
        "log_type warning",
        "log_type notice",
        "set_tcp_nodelay true",
        f"listener {plan.port} 127.0.0.1",
    ]
    return "\n".join(lines + (_tls_lines(plan.tls) if plan.tls else [])) + "\n"


def _tls_lines(tls: Tls) -> list[str]:
    return [
        f"listener {tls.port}",
        "tls_version tlsv1.2",
        f"cafile {tls.ca_file}",
        f"certfile {tls.cert_file}",
        f"keyfile {tls.key_file}",
        f"use_username_as_clientid {str(tls.kiosks_only).lower()}",
    ]


def acl_text(kiosks: Iterable[KioskLogin]) -> str:
    """Who may say what. A kiosk speaks and hears only under its own name, the observer only listens."""
    return "\n".join([*map(_kiosk_acl, kiosks), _HALL_ACL, _OBSERVER_ACL])


def _kiosk_acl(login: KioskLogin) -> str:
    base = f"hall/v1/{login.site}/{login.kiosk}"
    writes = [f"{base}/{topic}" for topic in ("status", "state/#", "log", "ack", "telemetry")]
    writes.append(f"homeassistant/device/{login.kiosk}/config")
    reads = [f"{base}/cmd/+", f"{base}/log/ack"]
    lines = [f"user {login.kiosk}"]
    lines += [f"topic write {topic}" for topic in writes]
    lines += [f"topic read {topic}" for topic in reads]
    return "\n".join(lines) + "\n"


_HALL_ACL = f"""\
user {HALL}
topic read hall/v1/#
topic write hall/v1/+/+/cmd/+
topic write hall/v1/+/+/log/ack
"""

_OBSERVER_ACL = f"""\
user {OBSERVER}
topic read hall/v1/#
topic read homeassistant/#
"""


def users(kiosks: Iterable[KioskLogin]) -> list[str]:
    """Every user name the broker knows."""
    return [*(login.kiosk for login in kiosks), HALL, OBSERVER]


def kept_passwords(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Read ``{name}.password`` of each, making what is missing (readable by the owner alone)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {name: _kept_password(folder / f"{name}.password") for name in names}


def _kept_password(path: Path) -> str:
    if not path.exists():
        _write_private(path, secrets.token_urlsafe(24) + "\n")
    return path.read_text().strip()


def write(plan: Plan, passwords: Mapping[str, str]) -> None:
    """Write all files of ``plan``; passwords are kept only as salted hashes.

    :raises subprocess.CalledProcessError: mosquitto_passwd refused.
    """
    data = plan.folder / "data"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    files = {
        plan.conf: conf_text(plan),
        plan.folder / "acl": acl_text(plan.kiosks),
        plan.folder / "passwords": "".join(f"{name}:{word}\n" for name, word in passwords.items()),
    }
    for path, text in files.items():
        _write_private(path, text)
    _hash_in_place(plan.folder / "passwords")
    for path in (plan.folder, data, *files):
        _give(path, plan.user)


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _hash_in_place(path: Path) -> None:
    # -U hashes a whole plain file, so that no password is ever an argument other users could read.
    program = shutil.which("mosquitto_passwd", path=f"{os.environ.get('PATH', '')}:/usr/bin") or "mosquitto_passwd"
    subprocess.run([program, "-U", str(path)], check=True, capture_output=True, timeout=60)  # noqa: S603
    path.chmod(0o600)


def _give(path: Path, user: str) -> None:
    if os.geteuid() == 0:
        owner = pwd.getpwnam(user)
        os.chown(path, owner.pw_uid, owner.pw_gid)


def main(arguments: list[str] | None = None) -> int:
    """Write the broker's files for the kiosks that hall.toml names. 0 when done, 1 on trouble told."""
    asked = _parser().parse_args(arguments)
    try:
        plan = _plan(asked)
        write(plan, kept_passwords(asked.passwords, users(plan.kiosks)))
    except (ConfigError, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"broker: {error}\n")
        return 1
    sys.stdout.write(f"{plan.conf}\n")
    return 0


def _plan(asked: argparse.Namespace) -> Plan:
    kiosks = tuple(KioskLogin(row.site, row.id) for row in load_hall(asked.hall).kiosk)
    tls = Tls(asked.tls_port, asked.ca, asked.cert, asked.key, asked.kiosks_only) if asked.cert else None
    return Plan(asked.folder.absolute(), kiosks, asked.port, tls, asked.user)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m setup.broker", description=main.__doc__)
    parser.add_argument("--hall", type=Path, required=True, help="hall.toml, which names the kiosks")
    parser.add_argument("--folder", type=Path, required=True, help="where the broker's files go")
    parser.add_argument("--passwords", type=Path, required=True, help="folder of NAME.password, made when missing")
    parser.add_argument("--port", type=int, default=1883, help="plain, this machine only")
    parser.add_argument("--user", default="mosquitto", help="who the broker runs as")
    parser.add_argument("--tls-port", type=int, default=8883)
    parser.add_argument("--kiosks-only", action="store_true", help="TLS is for kiosks, the hall is on this machine")
    for name in ("ca", "cert", "key"):
        parser.add_argument(f"--{name}", type=Path, help="PEM file of the TLS listener")
    return parser


if __name__ == "__main__":
    sys.exit(main())
