"""Interleaved pairs: one call of each side on the same inputs, in an order that the supervisor drew."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence, Tuple

from tank_harness.case_data import CaseData, InputSet
from tank_harness.devices.device import Call, Device, Gate, TimedCall
from tank_harness.kernel_module import Kernel
from tank_harness.outbox import Snapshot

#: Baseline and candidate.
Sides = Tuple[Kernel, Kernel]

#: A host that stands still for a moment looks like a kernel that waits; one that waits does so every time.
TIMES_LATE = 2


class Spots:
    """Random timed calls whose outputs are looked at afterwards: poisoned before, copied right after."""

    def __init__(self, calls: Sequence[int]) -> None:
        self.calls = set(calls)
        self.taken: List[Snapshot] = []

    def timed(self, number: int, kernel: Kernel, inputs: InputSet, outputs: Tuple[int, ...]) -> TimedCall:
        call = bind(kernel, inputs)
        if number not in self.calls:
            return TimedCall(call)
        return TimedCall(call, before=lambda: inputs.poison(outputs), after=self._take)

    def _take(self, output: Any) -> None:
        self.taken.append(Snapshot(output))


def bind(kernel: Kernel, inputs: InputSet) -> Call:
    data = inputs.data
    return lambda: kernel(data)


def waits_for_device(device: Device, kernel: Kernel, inputs: InputSet, gate: Gate) -> bool:
    """Whether a kernel does not return before the device is done, so that two calls can't be queued."""
    for _ in range(TIMES_LATE):
        device.time_queued([TimedCall(bind(kernel, inputs))] * 2, gate)
        if not gate.was_late():
            return False
    return True


def time_block(
    device: Device, sides: Sides, case: CaseData, clock: str, gate: Optional[Gate], order: Sequence[int], spots: Spots
) -> Dict[str, List[float]]:
    """Samples of one block in ns, in pair order. `order[i]` is the side that goes first in pair i."""
    calls: List[TimedCall] = []
    for pair, first in enumerate(order):
        inputs = case.sets[pair % len(case.sets)]
        for side in (first, 1 - first):
            calls.append(spots.timed(len(calls), sides[side], inputs, case.outputs))
    queued = clock == "gpu"
    times = device.time_queued(calls, gate) if queued else device.time_called(calls)
    samples: Dict[str, List[float]] = {"baseline": [], "candidate": []}
    for pair, first in enumerate(order):
        both = times[2 * pair : 2 * pair + 2]
        samples["baseline"].append(both[first])
        samples["candidate"].append(both[1 - first])
    return samples
