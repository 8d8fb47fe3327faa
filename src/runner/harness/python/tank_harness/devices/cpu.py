"""This processor behind the interface of a device: what runs is over when the call returns."""

from __future__ import annotations

import gc
import mmap
import time
from typing import List, Optional, Sequence, Tuple

from tank_harness.devices.device import Gate, TimedCall
from tank_harness.devices.gate_words import DONE, OPEN, QUEUED, words_of

class CpuGate:
    """A gate that the supervisor opens. The calls begin when it is open, since nothing can be queued here."""

    def __init__(self, memory: mmap.mmap) -> None:
        self.words = words_of(memory)
        self.round = 0

    def close(self) -> None:
        self.round += 1

    def queued(self) -> None:
        self.words[QUEUED] = self.round
        while self.words[OPEN] < self.round:
            pass

    def done(self) -> None:
        self.words[DONE] = self.round

    def was_late(self) -> bool:
        return False


class CpuDevice:
    """One clock, `call`. The garbage collector is held back while calls are timed."""

    name: str = "cpu"
    clocks: Tuple[str, ...] = ("call",)

    def __init__(self) -> None:
        self.l2_bytes: Optional[int] = None
        self.now = time.perf_counter_ns

    def synchronize(self) -> None:
        pass

    def synchronize_stream(self) -> None:
        pass

    def time_queued(self, calls: Sequence[TimedCall], gate: Optional[Gate]) -> List[float]:
        """Nothing can be queued: the gate is passed first, then the calls run one after the other."""
        if gate is not None:
            gate.close()
            gate.queued()
        times = self.time_called(calls)
        if gate is not None:
            gate.done()
        return times

    def time_called(self, calls: Sequence[TimedCall]) -> List[float]:
        now = self.now
        times: List[float] = []
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            for each in calls:
                if each.before is not None:
                    each.before()
                begin = now()
                output = each.call()
                times.append(float(max(now() - begin, 1)))
                if each.after is not None:
                    each.after(output)
        finally:
            if was_enabled:
                gc.enable()
        return times

    def own_gate(self) -> Optional[Gate]:
        return None

    def shared_gate(self, memory: mmap.mmap) -> Gate:
        return CpuGate(memory)

    def warm_up(self, seconds: float) -> None:
        pass
