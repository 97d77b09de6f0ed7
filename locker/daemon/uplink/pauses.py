"""How long to wait before the next try."""

import random


def pause_s(tries: int, first_s: float, max_s: float) -> float:
    """Doubling from ``first_s`` up to ``max_s``, less a random half, so that kiosks do not return all at once."""
    longest_s = min(max_s, first_s * 2.0 ** min(tries, 30))
    return longest_s * random.uniform(0.5, 1.0)  # noqa: S311 (spreads load, keeps no secret)
