"""Compile, import, and the first call of every case; meanwhile the reference makes inputs and right outputs.

What is compiled in a process of its own beside the pair, the pair then only loads: the baseline in the one that will
time it alone, if any, the candidate in one that ends with the build.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Dict, Optional

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel
from tank_harness.background import Background
from tank_harness.child_process import ChildProcess
from tank_harness.compiled_store import adopt, harvest
from tank_harness.stages.alone_process import AloneProcess
from tank_harness.stages.build_side import SideBuild
from tank_harness.stages.check import check_sides
from tank_harness.stages.prepare import LOAD_MS, START_MS, Inputs, Preparation, load, name_outputs, unload
from tank_harness.stages.side_files import problem_files, side_files

if TYPE_CHECKING:
    from tank_harness.run import Run


@dataclass
class Built:
    reference: ChildProcess
    pair: ChildProcess
    #: Where each side will be timed alone, if it will be; no candidate's code is in its process yet.
    baseline_alone: Optional[AloneProcess]
    candidate_alone: Optional[AloneProcess]
    inputs: Dict[str, Inputs]
    outbox: int
    inbox: int
    output_bytes: int


def build(run: "Run") -> Built:
    """Raises RunFailure or Tampering; then nothing of it goes on."""
    processes = run.processes
    inbox, outbox = (processes.own(shared_memory.create(1, name)) for name in ("inbox", "outbox"))
    gate = shared_memory.create(1, "gate")
    shared_memory.fix_size(gate)
    reference = processes.start("reference", {"": problem_files(run, True)}, (inbox,))
    files = {side: side_files(run, side) for side in ("baseline", "candidate")}
    pair = processes.start("pair", files, (outbox, gate))
    os.close(gate)
    preparation = Preparation(run, reference, outbox, inbox)
    alone = candidate_alone = beside = ahead = None
    if run.bundle.timed:
        ahead = compile_candidate_ahead(run, preparation, outbox)
    if run.bundle.integrity and run.bundle.timed:
        alone = AloneProcess(run, "baseline", "baseline-alone", outbox)
        beside = in_background(run, alone, preparation)
        if run.bundle.candidate is not None:
            candidate_alone = AloneProcess(run, "candidate", "candidate-alone", outbox)
    try:
        build_baseline(run, pair, preparation)
        inputs = preparation.finish()
        built = Built(reference, pair, alone, candidate_alone, inputs, outbox, inbox, preparation.output_bytes)
        # Before the candidate's code is there: what goes wrong with it now is nobody else's doing.
        check_sides(run, built, "check", ("baseline",))
        put_first_contents_back(pair, inputs)
        build_candidate(run, pair, inputs, ahead)
        if beside is not None:
            beside.result()
        if candidate_alone is not None:
            candidate_alone.child.wait_ready()
    except BaseException:
        processes.kill_all()
        for each in (preparation, beside, ahead):
            if each is not None:
                each.join()
        raise
    run.machine.rates = preparation.rates
    run.draft.work += preparation.work
    return built


def build_baseline(run: "Run", pair: ChildProcess, preparation: Preparation) -> None:
    """Each case as soon as it is prepared. Only the baseline, accepted before, says which buffers take results."""
    pair.wait_ready()
    note_facts(run, pair)
    side_build = begin_side(run, pair, "baseline")
    for label in preparation.labels:
        inputs = preparation.inputs(label)
        load(run, pair, inputs, "build")
        inputs.outputs = side_build.first_call(inputs)
        name_outputs(pair, inputs, "build")
    run.events.send("built", side="baseline", ms=round(run.artefacts_ms.get("baseline", 0) + side_build.spent_ms, 1))
    files = side_files(run, "baseline")
    if run.compiled.get(files) is None and (run.bundle.candidate is None or not run.bundle.integrity):
        run.compiled.put(files, harvest(pair, "baseline"))


def build_candidate(
    run: "Run", pair: ChildProcess, cases: Dict[str, Inputs], ahead: "Optional[Background[float]]"
) -> None:
    compiling_ms = run.artefacts_ms.get("candidate", 0) + (0.0 if ahead is None else ahead.result())
    side_build = begin_side(run, pair, "candidate")
    for inputs in cases.values():
        side_build.first_call(inputs)
    run.events.send("built", side=side_build.blamed, ms=round(compiling_ms + side_build.spent_ms, 1))


def put_first_contents_back(pair: ChildProcess, cases: Dict[str, Inputs]) -> None:
    """The candidate's check must be on contents that its first calls have not seen."""
    for label, inputs in cases.items():
        request = {"do": "refresh", "label": label, "index": 0, "content": 0}
        ask_kernel(pair, request, LOAD_MS, "runner", "build", label)
        inputs.contents[0] = 0


def begin_side(run: "Run", pair: ChildProcess, side: str) -> SideBuild:
    """Loads a side's code, with what is known of its compiled form."""
    compiled = run.compiled.get(side_files(run, side))
    if compiled is not None:
        adopt(pair, compiled)
    side_build = SideBuild(run, pair, side)
    side_build.load_code()
    return side_build


def note_facts(run: "Run", pair: ChildProcess) -> None:
    facts = ask_kernel(pair, {"do": "facts"}, START_MS, "runner", "build")
    run.draft.versions.update(facts["versions"])
    run.machine.l2_bytes = facts["l2Bytes"]
    wanted = run.bundle.clocks
    run.draft.clocks = [clock for clock in facts["clocks"] if clock in wanted] or facts["clocks"][-1:]


def compile_alone(run: "Run", alone: AloneProcess, preparation: Preparation) -> float:
    """Builds a side in a process that holds nothing else, and keeps what was compiled there; returns the ms it took."""
    alone.child.wait_ready()
    files = side_files(run, alone.side)
    compiled = run.compiled.get(files)
    if compiled is not None:
        adopt(alone.child, compiled)
    side_build = SideBuild(run, alone.child, alone.side)
    side_build.load_code()
    for label in preparation.labels:
        inputs = preparation.inputs(label)
        load(run, alone.child, inputs, "build")
        side_build.first_call(inputs)
        unload(alone.child, inputs, "build")
    if compiled is None:
        run.compiled.put(files, harvest(alone.child, alone.side))
    return side_build.spent_ms


def in_background(run: "Run", alone: AloneProcess, preparation: Preparation) -> "Background[float]":
    return Background(lambda: compile_alone(run, alone, preparation))


def compile_candidate_ahead(
    run: "Run", preparation: Preparation, outbox: int
) -> "Optional[Background[float]]":
    """While the pair is busy with the baseline; None where there is nothing to compile."""
    if run.bundle.candidate is None or run.compiled.get(side_files(run, "candidate")) is not None:
        return None
    builder = AloneProcess(run, "candidate", "candidate-build", outbox)

    def work() -> float:
        try:
            return compile_alone(run, builder, preparation)
        finally:
            builder.child.kill()

    return Background(work)
