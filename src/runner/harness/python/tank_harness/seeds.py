"""Every random choice of a run, drawn from one secret that no kernel sees."""

from __future__ import annotations

import hashlib
import random


def seed_for(secret: str, *names: object) -> int:
    """A number of 31 bits, which every generator takes."""
    text = "/".join([secret, *map(str, names)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1


def random_for(secret: str, *names: object) -> random.Random:
    return random.Random(seed_for(secret, *names))
