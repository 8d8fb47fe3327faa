"""Compile, import, and the first call of every case; meanwhile the reference makes inputs and right outputs."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel, ask_reference
from tank_harness.bundle import Case, Files
from tank_harness.child_process import ChildProcess
from tank_harness.seeds import seed_for

if TYPE_CHECKING:
    from tank_harness.run import Run

#: Sets of one benchmark case that rotate while it is timed (MEASURING.md: at least four).
SETS = 4
#: Contents beyond those, which take the place of others while a case is timed, and before every check.
SPARE = 3
#: Room for the outputs of a block's looked-at calls.
MOST_OUTPUTS = 3
PREPARE_MS = 180_000.0
LOAD_MS = 120_000.0
START_MS = 60_000.0


@dataclass
class Inputs:
    """One case's contents, as the reference wrote them into a sealed file."""

    case: Case
    fd: int
    manifests: List[Dict[str, Any]]
    sets: int
    #: Buffers of a set that take results, by their numbers.
    outputs: List[int] = field(default_factory=list)
    #: Which contents each set of the pair process has now.
    contents: List[int] = field(default_factory=list)


@dataclass
class Built:
    reference: ChildProcess
    pair: ChildProcess
    inputs: Dict[str, Inputs]
    outbox: int
    inbox: int
    output_bytes: int


def problem_files(run: "Run", with_reference: bool) -> Files:
    """No process with a kernel in it gets the file that holds the reference."""
    files: Files = run.bundle.problem["files"]
    return {name: text for name, text in files.items() if with_reference or name != run.bundle.reference}


def kernel_files(run: "Run", sides: List[str]) -> Dict[str, Files]:
    """Each side's folder: the problem's own files and the kernel's."""
    return {side: {**problem_files(run, False), **run.bundle.sides[side]} for side in sides}


def build(run: "Run") -> Built:
    bundle, draft, processes = run.bundle, run.draft, run.processes
    inbox = shared_memory.create(1, "inbox")
    reference = processes.start("reference", {"": problem_files(run, True)}, (inbox,))
    reference.wait_ready()
    ask_reference(reference, {"do": "open", "entry": bundle.reference, "tolerance": bundle.problem.get("tolerance")},
                  START_MS, "build")
    inputs, output_bytes = prepare(run, reference)
    os.ftruncate(inbox, output_bytes)
    outbox = shared_memory.create(output_bytes, "outbox")
    gate = shared_memory.create(1, "gate")
    pair = processes.start("pair", kernel_files(run, ["baseline", "candidate"]), (outbox, gate))
    os.close(gate)
    pair.wait_ready()
    facts = ask_kernel(pair, {"do": "facts"}, START_MS, "runner", "build")
    draft.versions.update(facts["versions"])
    run.machine.l2_bytes = facts["l2Bytes"]
    draft.clocks = [clock for clock in facts["clocks"] if clock in bundle.clocks] or facts["clocks"][-1:]
    run.machine.rates = ask_reference(reference, {"do": "rates"}, START_MS, "build")[0]["rates"]
    note_work(run, reference)
    built = Built(reference, pair, inputs, outbox, inbox, output_bytes)
    for each in inputs.values():
        load(run, pair, each, "build")
    for side in ("baseline", "candidate"):
        build_side(run, built, pair, side, "build")
    return built


def prepare(run: "Run", reference: ChildProcess) -> "tuple[Dict[str, Inputs], int]":
    bundle = run.bundle
    inputs: Dict[str, Inputs] = {}
    output_bytes = 0
    for case in [*bundle.tests, *bundle.benchmarks]:
        timed = case.label in bundle.timed
        sets = SETS if timed else 1
        count = sets + (SPARE if timed else 1)
        seeds = [seed_for(bundle.secret, case.label, content) for content in range(count)]
        request = {"do": "prepare", "label": case.label, "spec": case.spec, "seeds": seeds}
        reply, fds = ask_reference(reference, request, PREPARE_MS, "build", case.label)
        inputs[case.label] = Inputs(case, fds[0], reply["manifests"], sets, contents=list(range(sets)))
        output_bytes = max(output_bytes, reply["outputBytes"] or reply["inputBytes"])
    return inputs, shared_memory.aligned(output_bytes * MOST_OUTPUTS + 4096)


def note_work(run: "Run", reference: ChildProcess) -> None:
    for case in run.bundle.benchmarks:
        request = {"do": "work", "spec": case.spec}
        work = ask_reference(reference, request, START_MS, "build", case.label)[0].get("work")
        if work is not None:
            run.draft.work.append({"label": case.label, "bytes": work["bytes"], "operations": work["operations"]})


def load(run: "Run", child: ChildProcess, inputs: Inputs, stage: str) -> None:
    request = {
        "do": "load", "label": inputs.case.label, "manifests": inputs.manifests, "sets": inputs.sets,
    }
    ask_kernel(child, request, LOAD_MS, "runner", stage, inputs.case.label, (inputs.fd,))
    if inputs.outputs:
        ask_kernel(child, {"do": "outputs", "label": inputs.case.label, "outputs": inputs.outputs}, LOAD_MS, "runner",
                   stage, inputs.case.label)


def build_side(run: "Run", built: Built, child: ChildProcess, side: str, stage: str) -> None:
    """Imports a side and calls it once on every case, all within the build's limit."""
    blamed = run.blame(side)
    limit = run.bundle.build_ms
    begin = time.monotonic()

    def left() -> float:
        return limit - (time.monotonic() - begin) * 1000

    request = {"do": "build", "side": side, "folder": side, "entry": run.bundle.entry}
    ask_kernel(child, request, left(), blamed, stage, whole_limit_ms=limit)
    for label, inputs in built.inputs.items():
        request = {"do": "first_call", "side": side, "label": label}
        reply = ask_kernel(child, request, left(), blamed, stage, label, whole_limit_ms=limit)
        # Only the baseline, which was accepted before, says which buffers take results.
        if side == "baseline" and not inputs.outputs:
            inputs.outputs = [int(each) for each in reply["outputs"]]
            ask_kernel(child, {"do": "outputs", "label": label, "outputs": inputs.outputs}, LOAD_MS, "runner", stage)
    if stage == "build":
        run.events.send("built", side=blamed, ms=round((time.monotonic() - begin) * 1000, 1))
