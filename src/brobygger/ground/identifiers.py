"""Identifiers that sort by the time they were made and that no two makers share."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """Make a UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits.

    Within one process each is greater than the one before, also in the same millisecond.
    """
    global _last
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    with _lock:
        if value <= _last and _last - value < 1 << 81:
            # The lowest 62 bits are all random, so a small step keeps version and variant.
            value = _last + 1 + secrets.randbits(24)
        _last = value
    return uuid.UUID(int=value)
