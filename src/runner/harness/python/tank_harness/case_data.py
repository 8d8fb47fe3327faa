"""The input sets of one case, at addresses that stay while their contents change."""

from __future__ import annotations

import mmap
import random
from typing import Any, Dict, List, Tuple

from tank_harness import buffers
from tank_harness.buffers import Skeleton

#: What the reference wrote of one set: its structure, and where its buffers lie in the shared file.
Manifest = Dict[str, Any]


#: In bytes; some pages of the device's memory, and little beside it.
LARGEST_GAP = 64 << 20


class InputSet:
    """One set of inputs. `data` is what a kernel is called with."""

    def __init__(self, manifest: Manifest, memory: mmap.mmap, device: str) -> None:
        self.leaves: List[Any] = []
        self.device = device

        def make(described: Skeleton) -> Any:
            leaf = buffers.new_leaf(described, device)
            self.leaves.append(leaf)
            return leaf

        self.skeleton: Skeleton = manifest["skeleton"]
        self.data = buffers.unflatten(self.skeleton, make)
        self.fill(manifest, memory, ())

    def fill(self, manifest: Manifest, memory: mmap.mmap, outputs: Tuple[int, ...]) -> None:
        """New contents at the same addresses; buffers that only take results are left alone."""
        for index, offset in enumerate(manifest["offsets"]):
            if index not in outputs:
                buffers.read_into(self.leaves[index], memory, offset)

    def differs(self, manifest: Manifest, memory: mmap.mmap, outputs: Tuple[int, ...]) -> bool:
        """Whether a kernel changed what it was only given to read."""
        for index, (offset, described) in enumerate(
            zip(manifest["offsets"], buffers.leaves_of(manifest["skeleton"]))
        ):
            if index in outputs:
                continue
            fresh = buffers.new_leaf(described, self.device)
            buffers.read_into(fresh, memory, offset)
            if not same_bytes(self.leaves[index], fresh):
                return True
        return False

    def swap(self, other: "InputSet", outputs: Tuple[int, ...]) -> None:
        """Exchanges contents at the same addresses, all on the device."""
        for index, (mine, theirs) in enumerate(zip(self.leaves, other.leaves)):
            if index not in outputs:
                buffers.swap(mine, theirs)

    def move(self) -> None:
        """Makes every buffer anew; while the old ones are there, the new ones can't be in their place."""
        self.leaves = [buffers.clone(leaf) for leaf in self.leaves]
        leaves = iter(self.leaves)
        self.data = buffers.unflatten(self.skeleton, lambda _: next(leaves))

    def poison(self, outputs: Tuple[int, ...]) -> None:
        for index in outputs:
            buffers.poison(self.leaves[index])


def same_bytes(leaf: Any, fresh: Any) -> bool:
    torch = buffers.torch_module()
    if torch is None or not isinstance(leaf, torch.Tensor):
        return bool(bytes(leaf) == bytes(fresh))
    if leaf.numel() == 0:
        return True
    left, right = (each.detach().contiguous().reshape(-1).view(torch.uint8) for each in (leaf, fresh))
    return bool(torch.equal(left, right))


class CaseData:
    """All sets of one case in this process, and which buffers of a set take results."""

    def __init__(self, manifests: List[Manifest], memory: mmap.mmap, sets: int, device: str) -> None:
        self.manifests = manifests
        self.memory = memory
        self.contents = list(range(sets))
        self.sets = [InputSet(manifests[index], memory, device) for index in self.contents]
        #: One more, which no kernel is called with, and the number of its contents.
        self.spare = InputSet(manifests[sets], memory, device) if sets > 1 else None
        self.spare_content = sets
        self.outputs: Tuple[int, ...] = ()
        self.device = device
        self.gap: Any = None

    def refresh(self, index: int, content: int) -> InputSet:
        """Gives one set the contents that the reference numbered `content`."""
        chosen = self.sets[index]
        if self.spare is not None and content == self.spare_content:
            chosen.swap(self.spare, self.outputs)
            self.spare_content = self.contents[index]
        else:
            chosen.fill(self.manifests[content], self.memory, self.outputs)
        self.contents[index] = content
        return chosen

    def move(self) -> None:
        """The same contents in other buffers, behind a gap of random size."""
        self.gap = buffers.make_gap(random.randrange(LARGEST_GAP), self.device)
        for chosen in self.sets:
            chosen.move()

    def find_outputs(self, output: Any) -> Tuple[int, ...]:
        """Which buffers of the first set a kernel returned as its result."""
        addresses = {buffers.address(leaf) for leaf in buffers.flatten(output)[1]}
        own = self.sets[0].leaves
        return tuple(index for index, leaf in enumerate(own) if buffers.address(leaf) in addresses)
