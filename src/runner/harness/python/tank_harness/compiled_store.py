"""Compiled code of the sides that this harness ran, kept for the next run of the same code while the harness lives."""

from __future__ import annotations

import os
from collections import OrderedDict
from typing import List, Mapping, Optional

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel
from tank_harness.child_process import ChildProcess
from tank_harness.compiled_files import MOST_BYTES
from tank_harness.hashes import hash_files

#: All of them together, in this process's memory.
MOST_KEPT_BYTES = 1 << 30
ASK_MS = 60_000.0


class CompiledStore:
    """A side's blob comes from a process in which no other side's code ever was, and goes to processes of that side."""

    def __init__(self) -> None:
        self._blobs: "OrderedDict[str, bytes]" = OrderedDict()

    def get(self, files: Mapping[str, str]) -> Optional[bytes]:
        key = hash_files(files)
        if key not in self._blobs:
            return None
        self._blobs.move_to_end(key)
        return self._blobs[key]

    def put(self, files: Mapping[str, str], blob: bytes) -> None:
        self._blobs[hash_files(files)] = blob
        while sum(map(len, self._blobs.values())) > MOST_KEPT_BYTES:
            self._blobs.popitem(last=False)


def adopt(child: ChildProcess, blob: bytes) -> None:
    """Gives a process compiled code before it needs it. Raises what `ask_kernel` raises, blamed on the runner."""
    fd = shared_memory.create(len(blob), "compiled")
    try:
        os.pwrite(fd, blob, 0)
        ask_kernel(child, {"do": "adopt", "size": len(blob)}, ASK_MS, "runner", "build", fds=(fd,))
    finally:
        os.close(fd)


def harvest(child: ChildProcess, side: str) -> bytes:
    """What a process has compiled; its contents are as untrusted as the process."""
    return receive_blob(child, "harvest", side)


def receive_blob(child: ChildProcess, wish: str, side: str) -> bytes:
    """Files that a process packs when it is asked to; none where they are too large."""
    fds: List[int] = []
    reply = ask_kernel(child, {"do": wish}, ASK_MS, side, "build", received=fds)
    try:
        size = int(reply["size"])
        whole = os.fstat(fds[0]).st_size if fds else 0
        return os.pread(fds[0], size, 0) if 0 < size <= min(whole, 2 * MOST_BYTES) else b""
    finally:
        for fd in fds:
            os.close(fd)
