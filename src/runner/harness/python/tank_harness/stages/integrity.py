"""Each side alone, in a process and under a user of its own, by a clock that it can't reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from tank_harness.asking import ask_kernel
from tank_harness.child_process import ChildProcess
from tank_harness.compiled_store import adopt
from tank_harness.report_draft import case_key
from tank_harness.run_failure import Tampering
from tank_harness.stages.alone_process import AloneProcess, Chunk, Chunks
from tank_harness.stages.build import Built
from tank_harness.stages.build_side import SideBuild
from tank_harness.stages.check import check_case
from tank_harness.stages.prepare import LOAD_MS, START_MS, Inputs, load, unload
from tank_harness.stages.side_files import side_files

if TYPE_CHECKING:
    from tank_harness.run import Run

#: The pairs have just been timed: the clocks need no more.
WARM_UP_S = 0.1
#: Each on other memory: where buffers lie moved torch's kernels of 29 µs by 2-3% on an H100, a process's whole life long.
CHUNKS = 8
#: More of them while the machine is busy, until so many lost no more than this beside their calls.
MOST_CHUNKS = 30
LEAST_UNDISTURBED = 5
DISTURBED_NS = 3000.0
#: Calls that do nothing cost the same wherever.
IDLE_CHUNKS = 4
MOST_CALLS = 100
LEAST_CALLS = 10
#: A chunk lasts about this long, whatever a call does.
CHUNK_NS = 12e6


def measure_alone(run: "Run", built: Built) -> None:
    """The baseline first, while no candidate's code is in any process; then the candidate."""
    run.draft.enter("integrity")
    note_changed_files(run, built.pair)
    built.pair.kill()
    if built.baseline_alone is not None:
        measure_side(run, built, built.baseline_alone)
        built.baseline_alone.child.kill()
    if built.candidate_alone is not None:
        load_candidate(run, built.candidate_alone)
        measure_side(run, built, built.candidate_alone)
        built.candidate_alone.child.kill()


def note_changed_files(run: "Run", pair: ChildProcess) -> None:
    """Told by the process itself, so that a kernel which hides it well is not seen; it gains nothing by it either."""
    for side in ("baseline", "candidate"):
        files = side_files(run, side)
        request = {"do": "sources", "side": side, "names": list(files)}
        texts = ask_kernel(pair, request, LOAD_MS, run.blame("candidate"), "integrity")["texts"]
        changed = next((name for name, text in files.items() if texts[name] != text), None)
        if changed is not None and run.bundle.candidate is not None:
            detail = "It changed the file %s of the %s while it ran." % (changed, side)
            run.draft.tampering.append(Tampering("candidate", "integrity", "files", detail).fact)


def load_candidate(run: "Run", alone: AloneProcess) -> None:
    """The baseline's process has its code since the build."""
    compiled = run.compiled.get(side_files(run, "candidate"))
    if compiled is not None:
        adopt(alone.child, compiled)
    SideBuild(run, alone.child, "candidate", "integrity").load_code()


def measure_side(run: "Run", built: Built, alone: AloneProcess) -> None:
    side_build = SideBuild(run, alone.child, alone.side, "integrity")
    ask_kernel(alone.child, {"do": "warm_up", "seconds": WARM_UP_S}, START_MS, "runner", "integrity")
    for label in run.bundle.timed:
        inputs = built.inputs[label]
        load(run, alone.child, inputs, "integrity")
        side_build.first_call(inputs)
        if alone.side == "candidate":
            limit = run.bundle.check_ms
            content = len(inputs.manifests) - 1
            check_case(run, built, alone.child, alone.side, inputs, "integrity", content, limit, limit)
        # What waits for the device by itself can't be queued behind a gate.
        if not run.draft.host_bound.get(case_key(label, run.draft.clocks[0])):
            fact = measure_case(run, alone, inputs)
            if fact is not None:
                run.draft.integrity.append(fact)
        unload(alone.child, inputs, "integrity")


def measure_case(run: "Run", alone: AloneProcess, inputs: Inputs) -> Optional[Dict[str, Any]]:
    """None where the device did not wait for the gate."""
    label = inputs.case.label
    chunks = Chunks(run, alone, label)
    first = chunks.measure(LEAST_CALLS, idle=False)
    if first is None:
        return None
    calls = int(min(MOST_CALLS, max(LEAST_CALLS, CHUNK_NS / max(first.wall_ns, 1.0))))
    busy: List[Chunk] = []
    idle: List[Chunk] = []
    while len(busy) < CHUNKS or (len(busy) < MOST_CHUNKS and undisturbed(busy, idle) < LEAST_UNDISTURBED):
        move = {"do": "move", "sides": [alone.side], "label": label}
        ask_kernel(alone.child, move, run.bundle.case_ms, run.blame(alone.side), "integrity", label)
        for taken, is_idle in ((busy, False), (idle, True)):
            if is_idle and len(idle) >= IDLE_CHUNKS:
                continue
            chunk = chunks.measure(calls, is_idle)
            if chunk is None:
                return None
            taken.append(chunk)
    return {
        "side": alone.side,
        "label": label,
        "callsPerChunk": calls,
        "eventNs": [round(each.event_ns, 1) for each in busy],
        "wallNs": [round(each.wall_ns, 1) for each in busy],
        "idleEventNs": [round(each.event_ns, 1) for each in idle],
        "idleWallNs": [round(each.wall_ns, 1) for each in idle],
    }


def undisturbed(busy: List[Chunk], idle: List[Chunk]) -> int:
    floor = min(each.wall_ns - each.event_ns for each in idle)
    return sum(each.wall_ns - each.event_ns <= floor + DISTURBED_NS for each in busy)
