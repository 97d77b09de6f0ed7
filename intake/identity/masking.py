"""Names, numbers and phones as screens and SMS show them: enough for the owner, too little for the next in line."""

STAR = "*"


def masked_name(name: str) -> str:
    """``张三`` as ``*三``, ``欧阳娜娜`` as ``***娜``; of a name with dots or blanks only the first
    character stays.

    One character alone is hidden.
    """
    if len(name) <= 1:
        return STAR * len(name)
    for mark in "· ":
        if mark in name:
            return name[0] + STAR * 2
    return STAR * min(len(name) - 1, 3) + name[-1]


def masked_number(number: str) -> str:
    """An identity, passport or credit number: at most the last four shown, and never more than a third of it."""
    shown = min(4, len(number) // 3)
    return STAR * (len(number) - shown) + number[len(number) - shown :]


def masked_mobile(number: str) -> str:
    """``13800138000`` as ``138****8000``; anything that is no mobile number like any number."""
    return f"{number[:3]}****{number[-4:]}" if len(number) == 11 else masked_number(number)
