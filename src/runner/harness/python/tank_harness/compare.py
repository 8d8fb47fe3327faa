"""An output beside the right one: facts, never a judgement."""

from __future__ import annotations

import array
import math
from typing import Any, Dict, List, Optional, Tuple

from tank_harness import buffers

Fact = Dict[str, Any]


def compare(got: List[Any], want: List[Any], rtol: float, atol: float) -> Fact:
    """Elements outside `atol + rtol·|want|`, the largest error (None where a NaN hides it) and the first of them."""
    elements = mismatched = 0
    largest: Optional[float] = 0.0
    first: Optional[Dict[str, str]] = None
    for number, (mine, right) in enumerate(zip(got, want)):
        count, bad, error, found = compare_leaf(mine, right, rtol, atol)
        elements += count
        mismatched += bad
        largest = None if largest is None or error is None else max(largest, error)
        if found is not None and first is None:
            index, value, wanted = found
            at = str(index) if len(want) == 1 else "output %d at %s" % (number, index)
            first = {"at": at, "got": value, "want": wanted}
    fact: Fact = {"elements": elements, "mismatched": mismatched, "maxError": largest, "rtol": rtol, "atol": atol}
    return fact if first is None else {**fact, "first": first}


Found = Tuple[List[int], str, str]


def compare_leaf(got: Any, want: Any, rtol: float, atol: float) -> Tuple[int, int, Optional[float], Optional[Found]]:
    if isinstance(want, array.array):
        return compare_arrays(got, want, rtol, atol)
    torch = buffers.torch_module()
    if want.numel() == 0:
        return 0, 0, 0.0, None
    exact = not want.dtype.is_floating_point
    wide = torch.float64 if exact or want.element_size() > 2 else torch.float32
    mine, right = got.to(wide), want.to(wide)
    error = (mine - right).abs()
    # What is infinite in both is equal; their difference would be NaN.
    close = (error <= atol + rtol * right.abs()) | (mine == right)
    bad = int((~close).sum())
    worst = error[mine != right].max().item() if bool((mine != right).any()) else 0.0
    largest = None if not math.isfinite(worst) or bool(error.isnan().any()) else float(worst)
    if bad == 0:
        return want.numel(), 0, largest, None
    index = [int(each) for each in (~close).nonzero()[0]]
    place = tuple(index)
    return want.numel(), bad, largest, (index, "%g" % mine[place].item(), "%g" % right[place].item())


def compare_arrays(
    got: Any, want: Any, rtol: float, atol: float
) -> Tuple[int, int, Optional[float], Optional[Found]]:
    bad = 0
    largest: Optional[float] = 0.0
    first: Optional[Found] = None
    for index, (mine, right) in enumerate(zip(got, want)):
        error = abs(mine - right)
        largest = None if largest is None or not math.isfinite(error) else max(largest, error)
        if not (error <= atol + rtol * abs(right) or mine == right):
            bad += 1
            first = first or ([index], "%g" % mine, "%g" % right)
    return len(want), bad, largest, first
