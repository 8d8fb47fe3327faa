"""Questions to the processes of a run, and what each way of not answering means."""

from __future__ import annotations

import os
import re
from typing import Any, Dict, List, Optional, Sequence, Tuple

from tank_harness.channel import ChannelClosed, ForgedFrame, Message, ReplyLate
from tank_harness.child_process import ChildProcess
from tank_harness.errors import DEVICE_FAULTS
from tank_harness.own_failure import STARVED
from tank_harness.run_failure import RunFailure, Tampering

#: Lines by which compilers say what is wrong, amid kilobytes of what they were doing.
TELLING = re.compile(r"(UNREACHABLE executed|Assertion [`'\"].*failed|LLVM ERROR|error:|fatal|terminate called)", re.I)
MOST_CHARACTERS = 500


def ask_kernel(
    child: ChildProcess,
    request: Message,
    limit_ms: float,
    side: str,
    stage: str,
    label: Optional[str] = None,
    fds: Sequence[int] = (),
    whole_limit_ms: Optional[float] = None,
    received: Optional[List[int]] = None,
) -> Message:
    """Raises RunFailure or Tampering, blamed on the side whose code was in hand.

    `limit_ms`: what is left of `whole_limit_ms`, the stage's own limit, which is named when it is passed. `received` gets
    the descriptors that came with the answer, which are the caller's to close; without it they are closed.
    """
    try:
        reply, sent = child.ask(request, max(limit_ms, 1) / 1000, fds)
    except ReplyLate as cause:
        child.kill()
        raise too_late(request, side, stage, child.log.text(), label, whole_limit_ms or limit_ms) from cause
    except ForgedFrame as cause:
        child.kill()
        raise forged(side, stage, cause) from cause
    except ChannelClosed as cause:
        death = child.death()
        raise died(child, side, stage, death, label) from cause
    if "error" in reply:
        raise failure_of(reply["error"], child, side, stage, label)
    if received is not None:
        received += sent
    else:
        for fd in sent:
            os.close(fd)
    return reply


#: What was in hand when a limit passed, and what else the limit is for.
IN_HAND = {
    "build": ("its import had not ended", "its import and all first calls together"),
    "first_call": ("its first calls had not ended", "its import and all first calls together"),
    "check": ("its call had not ended", "the checks of all cases together"),
    "pilot": ("its timed calls had not ended", "all timing of the case"),
    "block": ("its timed calls had not ended", "all timing of the case"),
    "move": ("its calls had not ended", "its calls on other memory"),
    "chunk": ("its queued calls had not ended", "each batch of calls alone"),
    "run": ("its program had not ended", "the whole program"),
}


def too_late(
    request: Message, side: str, stage: str, log: str, label: Optional[str], limit_ms: float
) -> RunFailure:
    """A limit passed. Who reads the fact is told the limit itself from `limitMs`."""
    what, covered = IN_HAND.get(request["do"], ("its process gave no answer", "each question to it"))
    return RunFailure(side, stage, "limit", "%s (the limit is for %s)" % (what, covered), log, label, limit_ms)


def died(child: ChildProcess, side: str, stage: str, death: str, label: Optional[str]) -> RunFailure:
    """The end of a kernel's process, in words of `ChildProcess.death`."""
    log = child.log.text()
    if child.is_starved:
        whose = "a process of the run" if side == "runner" else "the %s's process" % side
        return RunFailure("runner", stage, "limit", STARVED % whose, log, label)
    return RunFailure(side, stage, "crash", telling_line(log) + "its process " + death, log, label)


def forged(side: str, stage: str, cause: ForgedFrame) -> Tampering:
    """What came instead of an answer has no token of the harness: a kernel wrote it."""
    detail = "It wrote %s to the channel on which the harness talks to its own process." % cause
    return Tampering(side, stage, "channel", detail)


def failure_of(error: Dict[str, str], child: ChildProcess, side: str, stage: str, label: Optional[str]) -> RunFailure:
    printed = child.log.text(0)
    message = error["message"]
    # MLIR's passes only say that they failed; why stands in what the compiler printed.
    if "PassManager::run failed" in message:
        message = telling_line(printed) + message
    if message.endswith("MemoryError"):
        message += ": its process may use %d MB" % (child.spawn.memory_bytes >> 20)
    log = error["log"] + ("\n--- printed ---\n" + printed if printed.strip() else "")
    kind = error["kind"] if error["kind"] in ("error", "crash", "limit") else "error"
    return RunFailure(side, stage, kind, message, log, label)


def telling_line(log: str) -> str:
    lines = [line.strip() for line in log.splitlines()]
    on_device = (line for line in lines if any(fault in line for fault in DEVICE_FAULTS))
    found = next(on_device, None) or next((line for line in lines if TELLING.search(line)), None)
    return "" if found is None else found[:MOST_CHARACTERS] + "\n"


def ask_reference(
    child: ChildProcess, request: Message, limit_ms: float, stage: str, label: Optional[str] = None
) -> Tuple[Dict[str, Any], List[int]]:
    """The problem's own code went wrong, or the machine: never the candidate. Raises RunFailure of the runner."""
    try:
        reply, fds = child.ask(request, limit_ms / 1000)
    except (ReplyLate, ForgedFrame) as cause:
        child.kill()
        text = "the problem's reference gave no answer within %g s" % (limit_ms / 1000)
        raise RunFailure("runner", stage, "limit", text, child.log.text(), label) from cause
    except ChannelClosed as cause:
        death = child.death()
        text = "the process of the problem's reference " + death
        if child.is_starved:
            text = STARVED % "the process of the problem's reference"
        raise RunFailure("runner", stage, "crash", text, child.log.text(), label) from cause
    if "error" in reply:
        error = reply["error"]
        text = "the problem's reference failed: " + error["message"]
        if error["kind"] == "limit":
            text = "too little memory here for the problem's inputs and reference; use a larger machine, or smaller "
            text += "cases: " + error["message"]
        raise RunFailure("runner", stage, error["kind"], text, error["log"], label)
    return reply, fds
