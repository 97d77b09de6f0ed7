"""A cabinet described for Home Assistant's MQTT device discovery, read-only.

Shape: home-assistant.io, integration MQTT, "device discovery" (retained JSON under
``homeassistant/device/{id}/config``; a value template giving ``None`` means unknown). Doors are opened by the hall's
signed commands only, so nothing here has a command topic.
"""

from collections.abc import Iterable

from locker.contract.ids import CompartmentId
from locker.contract.topics import Topics

Json = dict[str, object]

_DOOR = "{{ {'open': 'ON', 'closed': 'OFF'}.get(value_json.door, 'None') }}"
_PROBLEM = "{{ 'OFF' if value_json.accepting and not value_json.alarms else 'ON' }}"
_ONLINE = "{{ 'ON' if value_json.s == 'online' else 'OFF' }}"


def discovery_topic(topics: Topics) -> str:
    """Where Home Assistant looks for this kiosk."""
    return f"homeassistant/device/{kiosk_of(topics)}/config"


def kiosk_of(topics: Topics) -> str:
    """The kiosk's id, unique in the whole system."""
    return topics.base.rpartition("/")[2]


def discovery(topics: Topics, compartments: Iterable[CompartmentId], version: str) -> Json:
    """One device: a door sensor for each compartment, whether anything is wrong, whether the kiosk is online."""
    kiosk = kiosk_of(topics)
    doors = {f"door_{name}": _door(topics, kiosk, name) for name in compartments}
    return {
        "dev": {"ids": [f"kiosk_{kiosk}"], "name": f"Kiosk {kiosk}", "mdl": "Document locker", "sw": version},
        "o": {"name": "erenhot-kiosk", "sw": version},
        "qos": 1,
        "cmps": {**doors, "problem": _problem(topics, kiosk), "online": _online(topics, kiosk)},
    }


def _door(topics: Topics, kiosk: str, name: CompartmentId) -> Json:
    state = topics.compartment_state(name)
    return _sensor(f"{kiosk}_door_{name}", name, "door", state, _DOOR) | _available(topics)


def _problem(topics: Topics, kiosk: str) -> Json:
    sensor = _sensor(f"{kiosk}_problem", "Problem", "problem", topics.cabinet_state, _PROBLEM)
    return sensor | {"json_attr_t": topics.cabinet_state} | _available(topics)


def _online(topics: Topics, kiosk: str) -> Json:
    return _sensor(f"{kiosk}_online", "Online", "connectivity", topics.status, _ONLINE)


def _sensor(unique_id: str, name: str, device_class: str, state_topic: str, template: str) -> Json:
    return {
        "p": "binary_sensor",
        "unique_id": unique_id,
        "name": name,
        "dev_cla": device_class,
        "stat_t": state_topic,
        "val_tpl": template,
    }


def _available(topics: Topics) -> Json:
    return {"avty_t": topics.status, "avty_tpl": "{{ value_json.s }}"}
