"""Inputs that differ from others in a few values only: whoever looks at a sample of them takes them for the same."""

from __future__ import annotations

import array
import random
from typing import Any, List

from tank_harness import buffers

#: Of a buffer's values, at most so many and no more than one in a thousand, but one.
MOST_VALUES = 32
ONE_IN = 1000


def blend(base: Any, other: Any, seed: int) -> Any:
    """`base` with a few floating-point values replaced by those of `other` at the same places, so that what holds for a
    place still holds. Both are of one kind; `base` is changed. `other` itself where there is nothing to replace.
    """
    skeleton, mine = buffers.flatten(base)
    other_skeleton, theirs = buffers.flatten(other)
    if skeleton != other_skeleton:
        return other
    draw = random.Random(seed)
    replaced = [replace_few(left, right, draw) for left, right in zip(mine, theirs)]
    return base if any(replaced) else other


def replace_few(left: Any, right: Any, draw: random.Random) -> bool:
    count = len(left) if isinstance(left, array.array) else int(left.numel())
    places = [draw.randrange(count) for _ in range(max(1, min(MOST_VALUES, count // ONE_IN)))] if count > 0 else []
    if isinstance(left, array.array):
        if left.typecode not in "df":
            return False
        for place in places:
            left[place] = right[place]
        return bool(places)
    if not left.dtype.is_floating_point or not left.is_contiguous() or not right.is_contiguous():
        return False
    return replace_in_tensor(left, right, places)


def replace_in_tensor(left: Any, right: Any, places: List[int]) -> bool:
    torch = buffers.torch_module()
    mine, theirs = left.detach().view(-1), right.detach().view(-1)
    if left.element_size() == 1:
        # Types of one byte know no indexing of their own.
        mine, theirs = mine.view(torch.uint8), theirs.view(torch.uint8)
    index = torch.tensor(places, dtype=torch.int64, device=left.device)
    mine[index] = theirs[index]
    return bool(places)
