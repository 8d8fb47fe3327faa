"""Outputs on their way from a kernel's process to the one that compares them."""

from __future__ import annotations

import mmap
from typing import Any, Dict, List, Optional, Tuple

from tank_harness import buffers, shared_memory


class Snapshot:
    """A copy of an output, made on the kernel's own stream the moment that the call returned."""

    def __init__(self, output: Any) -> None:
        self.skeleton, leaves = buffers.flatten(output)
        self.leaves = [buffers.copy_of(leaf) for leaf in leaves]


class Outbox:
    """Shared memory that the supervisor reads at the moment when the outputs are said to be there."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._memory: Optional[mmap.mmap] = None

    @property
    def memory(self) -> mmap.mmap:
        """Mapped when it is needed first: only then its size is known."""
        if self._memory is None:
            self._memory = shared_memory.map_writable(self.fd)
        return self._memory

    def put(self, snapshots: List[Snapshot]) -> List[Dict[str, Any]]:
        """Writes all of them, and returns where. Raises UnfitData where they need more room than the right ones."""
        written: List[Dict[str, Any]] = []
        start = 0
        for snapshot in snapshots:
            offsets, end = buffers.place(snapshot.skeleton, start)
            if end > len(self.memory):
                raise buffers.UnfitData("an output of %d bytes, which is more than the reference's" % (end - start))
            for leaf, offset in zip(snapshot.leaves, offsets):
                buffers.write_leaf(leaf, self.memory, offset)
            written.append({"skeleton": snapshot.skeleton, "offsets": offsets})
            start = end
        return written


def sizes(skeleton: buffers.Skeleton) -> Tuple[int, int]:
    """Elements and bytes of an output."""
    leaves = buffers.leaves_of(skeleton)
    elements = sum(buffers.byte_count(leaf) // element_size(leaf) for leaf in leaves)
    return elements, buffers.place(skeleton)[1]


def element_size(described: buffers.Skeleton) -> int:
    return buffers.byte_count({**described, "shape": [1]})
