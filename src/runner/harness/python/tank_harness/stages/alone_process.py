"""A process for one side and nobody else, whose calls wait behind a gate that the supervisor opens."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

from tank_harness import shared_memory
from tank_harness.asking import died, failure_of, forged, too_late
from tank_harness.channel import ChannelClosed, ForgedFrame, ReplyLate
from tank_harness.child_process import ChildProcess
from tank_harness.devices.gate_words import DONE, OPEN, QUEUED, words_of
from tank_harness.stages.side_files import side_files

if TYPE_CHECKING:
    from tank_harness.run import Run

#: Chunks of a case that may be measured again: a host that stands still a moment looks like a kernel that waits.
MOST_LATE = 3
#: A device that idles behind the gate for a moment is in one state, whoever opens it.
SETTLE_S = 0.002


class AloneProcess:
    """Forked at once; the side's code comes when it is asked for."""

    def __init__(self, run: "Run", side: str, role: str, outbox: int) -> None:
        self.side = side
        self.round = 0
        gate = shared_memory.create(1, "gate")
        shared_memory.fix_size(gate)
        self.words: Any = words_of(shared_memory.map_writable(gate))
        self.child: ChildProcess = run.processes.start(role, {side: side_files(run, side)}, (outbox, gate))
        os.close(gate)


class Chunk(NamedTuple):
    """Mean times of a call in ns: by the process's own events, and by the supervisor's clock."""

    event_ns: float
    wall_ns: float


class Chunks:
    """Queued calls of one case."""

    def __init__(self, run: "Run", alone: AloneProcess, label: str) -> None:
        self.run = run
        self.alone = alone
        self.label = label
        self.late = 0

    def measure(self, calls: int, idle: bool) -> Optional[Chunk]:
        """`idle`: the same without any call. None where the device would not wait for the gate, again and again."""
        while self.late <= MOST_LATE:
            chunk = self._measure_once(calls, idle)
            if chunk is not None:
                return chunk
            self.late += 1
        return None

    def _measure_once(self, calls: int, idle: bool) -> Optional[Chunk]:
        alone, child, stage = self.alone, self.alone.child, "integrity"
        alone.round += 1
        request = {"do": "chunk", "side": alone.side, "label": self.label, "calls": calls, "idle": idle}
        limit_ms = self.run.bundle.case_ms
        end = time.monotonic() + limit_ms / 1000
        blamed = self.run.blame(alone.side)
        try:
            child.begin(request)
            wall_ns = self._open_gate(calls, end)
            reply, fds = child.finish(max(end - time.monotonic(), 0.1))
        except ReplyLate as cause:
            child.kill()
            raise too_late(request, blamed, stage, child.log.text(), self.label, limit_ms) from cause
        except ForgedFrame as cause:
            raise forged(blamed, stage, cause) from cause
        except ChannelClosed as cause:
            raise died(child, blamed, stage, child.death(), self.label) from cause
        for fd in fds:
            os.close(fd)
        if "error" in reply:
            raise failure_of(reply["error"], child, blamed, stage, self.label)
        return None if reply["late"] else Chunk(max(float(reply["eventNs"]), 0.0), wall_ns)

    def _open_gate(self, calls: int, end: float) -> float:
        """Opens the gate once everything is queued, and takes the time until the process says that all is done."""
        words, wanted, now = self.alone.words, self.alone.round, time.perf_counter_ns
        while words[QUEUED] < wanted and time.monotonic() < end:
            if not self.alone.child.is_alive():
                return 0.0
            time.sleep(0.0005)
        time.sleep(SETTLE_S)
        opened = now()
        words[OPEN] = wanted
        while words[DONE] < wanted:
            if now() - opened > 1e9 and (time.monotonic() > end or not self.alone.child.is_alive()):
                break
        return (now() - opened) / calls
