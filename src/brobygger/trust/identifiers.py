"""Identifiers that sort by the time they were made and that no two makers share."""

import secrets
import time
import uuid


def uuid7() -> uuid.UUID:
    """Make a UUID version 7 (RFC 9562): 48 bits of milliseconds, then 74 random bits."""
    value = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)
