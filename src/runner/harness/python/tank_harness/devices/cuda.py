"""Timing on a CUDA device: events around each call, a gate before a chunk, the L2 cache flushed before every call."""

from __future__ import annotations

import time
from typing import Any, List, Optional, Sequence, Tuple

from tank_harness.devices.cuda_driver import ATTRIBUTE_L2_BYTES, STREAM, CudaDriver
from tank_harness.devices.cuda_gate import CudaGate, GateKernel, SharedCudaGate
from tank_harness.devices.device import Gate, TimedCall
from tank_harness.devices.gate_words import own_page

MOST_CALLS = 128


class CudaDevice:
    """The current device of torch. Every method that a measurement leans on is bound here, before kernels come."""

    name: str = "cuda"
    clocks: Tuple[str, ...] = ("gpu", "call")

    def __init__(self, torch: Any) -> None:
        torch.cuda.init()
        self.keep = torch.zeros(1, device="cuda")  # makes the primary context, and makes it current
        self.driver = CudaDriver()
        self.gates = GateKernel(self.driver)
        self.events = self.driver.create_events(2 * MOST_CALLS)
        # A buffer of twice the L2 cache: what is read after it was filled comes from memory.
        self.l2_bytes: Optional[int] = self.driver.attribute(ATTRIBUTE_L2_BYTES)
        self.flush_words = max(2 * self.l2_bytes, 1 << 20) // 4
        self.flush_buffer = self.driver.allocate(4 * self.flush_words)
        self.now = time.perf_counter_ns

    def synchronize(self) -> None:
        self.driver.synchronize_context()

    def synchronize_stream(self) -> None:
        self.driver.synchronize_stream(STREAM)

    def flush(self) -> None:
        self.driver.fill(self.flush_buffer, 0, self.flush_words, STREAM)

    def time_queued(self, calls: Sequence[TimedCall], gate: Optional[Gate]) -> List[float]:
        record, events = self.driver.record, self.events
        if gate is not None:
            gate.close()
        for index, each in enumerate(calls):
            if each.before is not None:
                each.before()
            self.flush()
            if gate is None:
                self.synchronize()
            record(events[2 * index], STREAM)
            output = each.call()
            record(events[2 * index + 1], STREAM)
            if each.after is not None:
                each.after(output)
        if gate is not None:
            gate.queued()
        self.synchronize()
        if gate is not None:
            gate.done()
        elapsed = self.driver.elapsed_ns
        return [elapsed(events[2 * index], events[2 * index + 1]) for index in range(len(calls))]

    def time_called(self, calls: Sequence[TimedCall]) -> List[float]:
        times: List[float] = []
        for each in calls:
            if each.before is not None:
                each.before()
            self.flush()
            self.synchronize()
            begin = self.now()
            output = each.call()
            self.synchronize()
            times.append(float(self.now() - begin))
            if each.after is not None:
                each.after(output)
        self.synchronize()
        return times

    def own_gate(self) -> Gate:
        return CudaGate(self.gates, own_page())

    def shared_gate(self, memory: Any) -> Gate:
        return SharedCudaGate(self.gates, memory)

    def warm_up(self, seconds: float) -> None:
        gate = self.own_gate()
        end = time.monotonic() + seconds
        nothing = TimedCall(lambda: None)
        while time.monotonic() < end:
            self.time_queued([nothing] * 50, gate)
