"""The law an item rests on, as it stands beside the rule of a gap: short, so that it fits a receipt."""

from collections.abc import Sequence

from intake.gap import Gap
from intake.said import Said

_OF = frozenset({"condition", "material"})
"""What the law asks for. How a field is filled in is a matter of the form."""
_STATE = "《中华人民共和国"


def short_basis(basis: Sequence[str]) -> str:
    """The first law, without the name of the state; 等: there are more. Empty when none is named."""
    return basis[0].replace(_STATE, "《") + ("等" if len(basis) > 1 else "") if basis else ""


def rule_with_basis(gap: Gap, basis: Sequence[str]) -> Said:
    """The rule of a gap, and in brackets where it comes from."""
    law = short_basis(basis)
    if not law or gap.part not in _OF:
        return gap.rule
    return Said(f"{gap.rule.zh}（{law}）", f"{gap.rule.en} ({law})" if gap.rule.en else "")
