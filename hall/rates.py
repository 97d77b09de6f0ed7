"""How often somebody may ask for something, counted by the minute in Django's cache of this process."""

from django.core.cache import cache

WINDOW_S = 60


def wait_s(who: str, what: str, a_minute_max: int, now_s: int) -> int:
    """Count one more of ``what`` by ``who``; 0: go on, else the seconds until the next minute begins."""
    key = f"rate:{who}:{what}:{now_s // WINDOW_S}"
    cache.add(key, 0, timeout=2 * WINDOW_S)
    try:
        count = cache.incr(key)
    except ValueError:  # thrown out between the two lines: the cache is full, nobody is refused for that
        return 0
    return WINDOW_S - now_s % WINDOW_S if count > a_minute_max else 0
