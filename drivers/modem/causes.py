"""What a modem's error numbers mean, in words for maintenance staff."""

import re

# TS 27.005, 3.2.5; below 128 the network's own causes, TS 24.011 annex E-2.
_CMS = {
    1: "the number is not in use",
    8: "barred by the operator",
    10: "calls are barred",
    21: "message rejected",
    27: "the phone is out of service",
    28: "subscriber not identified",
    29: "facility rejected",
    30: "subscriber unknown",
    38: "network out of order",
    41: "temporary failure of the network",
    42: "network congested",
    47: "network has no room",
    50: "SMS is not part of the SIM's plan",
    69: "SMS is not offered here",
    96: "network found the message invalid",
    111: "protocol error in the network",
    300: "modem failure",
    301: "SMS service of the modem is busy",
    302: "not allowed",
    303: "not supported",
    304: "modem found the message invalid",
    310: "no SIM card",
    311: "SIM card asks for its PIN",
    313: "SIM card failure",
    314: "SIM card busy",
    315: "wrong SIM card",
    316: "SIM card is locked (PUK)",
    320: "memory failure",
    322: "memory full",
    330: "number of the SMS centre unknown",
    331: "no network",
    332: "network gave no answer in time",
    500: "unknown error",
}

# TS 27.007, 9.2.
_CME = {
    3: "not allowed",
    4: "not supported",
    10: "no SIM card",
    11: "SIM card asks for its PIN",
    12: "SIM card is locked (PUK)",
    13: "SIM card failure",
    14: "SIM card busy",
    15: "wrong SIM card",
    30: "no network",
    31: "network gave no answer in time",
    100: "unknown error",
}

_NUMBERED = re.compile(r"\+(CM[ES]) ERROR: ?([0-9]{1,4})")


def in_words(error: str) -> str:
    """An error line of the modem with its meaning: ``+CMS ERROR 38: network out of order``."""
    found = _NUMBERED.fullmatch(error)
    if not found:
        return error[:80]
    table = _CMS if found[1] == "CMS" else _CME
    return f"+{found[1]} ERROR {found[2]}: {table.get(int(found[2]), 'meaning unknown')}"
