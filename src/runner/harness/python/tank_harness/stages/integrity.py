"""Each side alone, in a process and under a user of its own, by a clock that it can't reach."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel, failure_of, forged
from tank_harness.channel import ChannelClosed, ForgedFrame
from tank_harness.child_process import ChildProcess
from tank_harness.devices.gate_words import DONE, OPEN, QUEUED, words_of
from tank_harness.report_draft import case_key
from tank_harness.run_failure import RunFailure, Tampering
from tank_harness.stages.build import LOAD_MS, START_MS, Built, build_side, kernel_files, load
from tank_harness.stages.check import check_case

if TYPE_CHECKING:
    from tank_harness.run import Run

CHUNKS = 5
MOST_CALLS = 100
LEAST_CALLS = 10
#: A chunk lasts about this long, whatever a call does.
CHUNK_NS = 30e6
#: A device that idles behind the gate for a moment is in one state, whoever opens it.
SETTLE_S = 0.002


def measure_alone(run: "Run", built: Built) -> None:
    """The baseline first, while no candidate's process exists; then the candidate."""
    run.draft.enter("integrity")
    note_changed_files(run, built.pair)
    built.pair.kill()
    for side in ("baseline", "candidate"):
        if side == "candidate" and run.bundle.candidate is None:
            continue
        alone = Alone(run, built, side)
        try:
            alone.measure()
        finally:
            alone.child.kill()


def note_changed_files(run: "Run", pair: ChildProcess) -> None:
    """Told by the process itself, so that a kernel which hides it well is not seen; it gains nothing by it either."""
    for side, files in kernel_files(run, ["baseline", "candidate"]).items():
        request = {"do": "sources", "side": side, "names": list(files)}
        texts = ask_kernel(pair, request, LOAD_MS, run.blame("candidate"), "integrity")["texts"]
        changed = next((name for name, text in files.items() if texts[name] != text), None)
        if changed is not None and run.bundle.candidate is not None:
            detail = "It changed the file %s of the %s while it ran." % (changed, side)
            run.draft.tampering.append(Tampering("candidate", "integrity", "files", detail).fact)


class Alone:
    """One side in a process of its own."""

    def __init__(self, run: "Run", built: Built, side: str) -> None:
        self.run = run
        self.built = built
        self.side = side
        gate = shared_memory.create(1, "gate")
        self.words = words_of(shared_memory.map_writable(gate))
        self.round = 0
        files = kernel_files(run, [side])
        self.child: ChildProcess = run.processes.start(side + "-alone", files, (built.outbox, gate))
        os.close(gate)

    def measure(self) -> None:
        run = self.run
        self.child.wait_ready()
        timed = {label: each for label, each in self.built.inputs.items() if label in run.bundle.timed}
        for inputs in timed.values():
            load(run, self.child, inputs, "integrity")
        only = Built(self.built.reference, self.child, timed, self.built.outbox, self.built.inbox,
                     self.built.output_bytes)
        build_side(run, only, self.child, self.side, "integrity")
        ask_kernel(self.child, {"do": "warm_up"}, START_MS, "runner", "integrity")
        for label, inputs in timed.items():
            if self.side == "candidate":
                content = len(inputs.manifests) - 1
                check_case(run, only, self.child, self.side, inputs, "integrity", content, run.bundle.check_ms,
                           run.bundle.check_ms)
            if run.draft.host_bound.get(case_key(label, run.draft.clocks[0])):
                continue  # what waits for the device by itself can't be queued behind a gate
            fact = self._case(label)
            if fact is not None:
                run.draft.integrity.append(fact)

    def _case(self, label: str) -> "Dict[str, Any] | None":
        first = self._chunk(label, LEAST_CALLS, False)
        if first is None:
            return None
        calls = int(min(MOST_CALLS, max(LEAST_CALLS, CHUNK_NS / max(first[1], 1.0))))
        lists: Dict[str, List[float]] = {"eventNs": [], "wallNs": [], "idleEventNs": [], "idleWallNs": []}
        for _ in range(CHUNKS):
            for idle, (event_list, wall_list) in ((False, ("eventNs", "wallNs")), (True, ("idleEventNs", "idleWallNs"))):
                measured = self._chunk(label, calls, idle)
                if measured is None:
                    return None
                lists[event_list].append(round(measured[0], 1))
                lists[wall_list].append(round(measured[1], 1))
        return {"side": self.side, "label": label, "callsPerChunk": calls, **lists}

    def _chunk(self, label: str, calls: int, idle: bool) -> "Tuple[float, float] | None":
        """Mean time of a call in ns by the device's events and by our own clock; None where the gate was not held."""
        self.round += 1
        request = {"do": "chunk", "side": self.side, "label": label, "calls": calls, "idle": idle}
        limit_s = self.run.bundle.case_ms / 1000
        end = time.monotonic() + limit_s
        try:
            self.child.channel.send(request)
            wall_ns = self._open_gate(calls, end)
            reply, _ = self.child.channel.receive(max(end - time.monotonic(), 0.1))
        except ForgedFrame as cause:
            raise forged(self.side, "integrity", cause) from cause
        except ChannelClosed as cause:
            death = self.child.death()
            log = self.child.log.text()
            raise RunFailure(self.side, "integrity", "crash", "the process %s" % death, log, label) from cause
        if "error" in reply:
            raise failure_of(reply["error"], self.child, self.side, "integrity", label)
        if reply["late"]:
            return None
        return max(float(reply["eventNs"]), 0.0), wall_ns

    def _open_gate(self, calls: int, end: float) -> float:
        """Opens the gate once everything is queued, and takes the time until the process says that all is done."""
        words, wanted, now = self.words, self.round, time.perf_counter_ns
        while words[QUEUED] < wanted and time.monotonic() < end:
            if not self.child.is_alive():
                return 0.0
            time.sleep(0.0005)
        time.sleep(SETTLE_S)
        opened = now()
        words[OPEN] = wanted
        while words[DONE] < wanted:
            if now() - opened > 1e9 and (time.monotonic() > end or not self.child.is_alive()):
                break
        return (now() - opened) / calls
