"""What was built of a side on another machine, as it travels between harnesses."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import Any, Mapping

from tank_harness.compiled_files import MOST_BYTES

#: Packed and in base64 it has to fit into one line of events (64 MiB), with room for the rest of the line.
MOST_TRAVELLING_BYTES = 45 << 20
#: What is built is mostly machine code: more effort costs seconds and saves little.
EFFORT = 1


@dataclass(frozen=True)
class BuiltSide:
    #: Files as `compiled_files.pack` packs them; empty where the build left none.
    blob: bytes
    #: Wall time of the build, in ms.
    ms: float


class TooLargeToTravel(Exception):
    """The message says how large."""


def read_built(raw: Mapping[str, Any]) -> BuiltSide:
    """Raises ValueError for what no harness has packed."""
    try:
        packed = base64.b64decode(raw["data"], validate=True)
        reader = zlib.decompressobj()
        blob = reader.decompress(packed, 2 * MOST_BYTES) if packed else b""
    except (binascii.Error, zlib.error) as cause:
        raise ValueError("what a builder built can't be unpacked: %s" % cause) from cause
    if packed and not reader.eof:
        raise ValueError("what a builder built is cut short, or larger than anything that is built")
    return BuiltSide(blob, float(raw["ms"]))


def write_built(blob: bytes) -> str:
    """Raises TooLargeToTravel."""
    packed = zlib.compress(blob, EFFORT) if blob else b""
    if len(packed) > MOST_TRAVELLING_BYTES:
        text = "its build left %d MB even when packed, and %d MB can travel from a builder to the GPU's machine"
        raise TooLargeToTravel(text % (len(packed) >> 20, MOST_TRAVELLING_BYTES >> 20))
    return base64.b64encode(packed).decode("ascii")
