"""Keyed digests of words that stand for good: who changes them, or puts others in their place, cannot make the digest.

The digest stands on the timeline, apart from the words. Its first two bytes are the number of the key that made it,
so it holds after a new key as well.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any

from brobygger.ground import crypto

_USE = "words"


def digest_of(kind: str, parts: Sequence[Any]) -> bytes:
    """Give the digest of some words and of what they belong to; texts, numbers, None."""
    return _made(crypto.keyring().current, kind, parts)


def holds(digest: bytes, kind: str, parts: Sequence[Any]) -> bool:
    """Say whether the digest was made of these. Raises CryptoError when its key is gone."""
    return hmac.compare_digest(digest, _made(int.from_bytes(digest[:2], "big"), kind, parts))


def _made(number: int, kind: str, parts: Sequence[Any]) -> bytes:
    content = json.dumps([kind, *parts], ensure_ascii=False).encode()
    return number.to_bytes(2, "big") + hmac.digest(crypto.derived(number, _USE), content, hashlib.sha256)
