"""The page that a gate's owner, its device and the process that queues share: four words of 4 bytes."""

from __future__ import annotations

import ctypes
import mmap
from typing import Any

#: The round that may pass: written by the gate's owner.
OPEN = 0
#: The round that gave up waiting: written by the device.
LATE = 1
#: The round whose calls are all queued, and the one whose calls are all done: written by the process that queues.
QUEUED = 2
DONE = 3


def own_page() -> mmap.mmap:
    return mmap.mmap(-1, mmap.PAGESIZE)


def words_of(memory: mmap.mmap) -> Any:
    return (ctypes.c_int32 * 4).from_buffer(memory)
