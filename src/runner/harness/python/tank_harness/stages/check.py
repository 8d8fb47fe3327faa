"""Every case of each side on fresh inputs, beside what the reference says is right."""

from __future__ import annotations

import mmap
import time
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel, ask_reference
from tank_harness.buffers import UnfitData, byte_count, leaves_of
from tank_harness.child_process import ChildProcess
from tank_harness.run_failure import RunFailure
from tank_harness.stages.prepare import Inputs

if TYPE_CHECKING:
    from tank_harness.run import Run
    from tank_harness.stages.build import Built

COMPARE_MS = 60_000.0


def check(run: "Run", built: "Built", stage: str) -> None:
    """The candidate beside the baseline, which was checked before any candidate's code came; the recheck sees both."""
    run.draft.enter(stage)
    if stage == "recheck":
        check_sides(run, built, stage, ("baseline", "candidate"))
    elif run.bundle.candidate is not None:
        check_sides(run, built, stage, ("candidate",))


def check_sides(run: "Run", built: "Built", stage: str, sides: Tuple[str, ...]) -> None:
    """Goes through all cases even after a mismatch. The recheck leaves out the tests, which were not timed.

    The limit is for the kernels' calls: how long the reference takes is no kernel's doing.
    """
    limit = run.bundle.check_ms
    spent = 0.0
    for label, inputs in built.inputs.items():
        if stage == "recheck" and inputs.sets == 1:
            continue
        for side in sides:
            # Like the contents that the case was loaded with, but for a few values; the recheck's were never seen before.
            content = len(inputs.manifests) - (2 if stage == "check" and inputs.sets > 1 else 1)
            inputs.contents[0] = content
            spent += check_case(run, built, built.pair, side, inputs, stage, content, limit - spent, limit)


def check_case(
    run: "Run", built: "Built", child: ChildProcess, side: str, inputs: Inputs, stage: str, content: int, left: float,
    limit: float,
) -> float:
    """Returns what the kernel's call took, in ms."""
    label = inputs.case.label
    blamed = run.blame(side)
    request = {"do": "check", "side": side, "label": label, "index": 0, "content": content}
    begin = time.monotonic()
    reply = ask_kernel(child, request, left, blamed, stage, label, whole_limit_ms=limit)
    spent = (time.monotonic() - begin) * 1000
    for written in reply["written"]:
        compare_output(run, built, blamed, label, content, stage, written)
    if reply["changed"] and blamed == "candidate":
        run.draft.note_changed_inputs(blamed, stage, label)
    run.events.send("case-checked", side=blamed, label=label)
    return spent


def compare_output(
    run: "Run", built: "Built", side: str, label: str, content: int, stage: str, written: Dict[str, Any]
) -> None:
    """Copies the output first, as it is at this moment: what is written later is too late."""
    pass_on(built, side, stage, label, written)
    request = {"do": "check", "label": label, "content": content, "written": written}
    fact = ask_reference(built.reference, request, COMPARE_MS, stage, label)[0]["fact"]
    run.draft.checks.append({"side": side, "stage": stage, "label": label, **fact})


def pass_on(built: "Built", side: str, stage: str, label: str, written: Dict[str, Any]) -> None:
    """From the kernel's memory to the reference's. What a kernel's process says about it is not believed."""
    try:
        sizes: List[int] = [byte_count(each) for each in leaves_of(written["skeleton"])]
        places = [(int(offset), size) for offset, size in zip(written["offsets"], sizes)]
        if any(offset < 0 or size < 0 or offset + size > built.output_bytes for offset, size in places):
            raise UnfitData("an output that lies outside its memory")
    except (UnfitData, KeyError, TypeError, ValueError, AttributeError, RecursionError) as cause:
        raise RunFailure(side, stage, "error", "its output can't be read: %s" % cause, "", label) from cause
    with open_memory(built.outbox) as outbox, open_memory(built.inbox) as inbox:
        for offset, size in places:
            inbox[offset : offset + size] = outbox[offset : offset + size]


def open_memory(fd: int) -> mmap.mmap:
    return shared_memory.map_writable(fd)
