"""Questions to the processes of a run, and what each way of not answering means."""

from __future__ import annotations

import os
import re
from typing import Any, Dict, List, Optional, Sequence, Tuple

from tank_harness.channel import ChannelClosed, ForgedFrame, Message, ReplyLate
from tank_harness.child_process import ChildProcess
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
) -> Message:
    """Raises RunFailure or Tampering, blamed on the side whose code was in hand.

    `limit_ms`: what is left of `whole_limit_ms`, the stage's own limit, which is named when it is passed.
    """
    reply, sent = ask_kernel_files(child, request, limit_ms, side, stage, label, fds, whole_limit_ms)
    for fd in sent:
        os.close(fd)
    return reply


def ask_kernel_files(
    child: ChildProcess,
    request: Message,
    limit_ms: float,
    side: str,
    stage: str,
    label: Optional[str] = None,
    fds: Sequence[int] = (),
    whole_limit_ms: Optional[float] = None,
) -> Tuple[Message, List[int]]:
    """`ask_kernel` with the descriptors that came with the answer, which are the caller's to close."""
    try:
        reply, sent = child.ask(request, max(limit_ms, 1) / 1000, fds)
    except ReplyLate as cause:
        child.kill()
        whole = whole_limit_ms or limit_ms
        text = "still not done after %g s" % (whole / 1000)
        raise RunFailure(side, stage, "limit", text, child.log.text(), label, whole) from cause
    except ForgedFrame as cause:
        child.kill()
        raise forged(side, stage, cause) from cause
    except ChannelClosed as cause:
        death = child.death()
        log = child.log.text()
        raise RunFailure(side, stage, "crash", "%s%s" % (telling_line(log), "the process " + death), log, label) from cause
    if "error" in reply:
        raise failure_of(reply["error"], child, side, stage, label)
    return reply, sent


def forged(side: str, stage: str, cause: ForgedFrame) -> Tampering:
    return Tampering(side, stage, "channel", "It wrote to the harness's own channel: %s." % cause)


def failure_of(error: Dict[str, str], child: ChildProcess, side: str, stage: str, label: Optional[str]) -> RunFailure:
    printed = child.log.text(0)
    message = error["message"]
    # MLIR's passes only say that they failed; why stands in what the compiler printed.
    if "PassManager::run failed" in message:
        message = telling_line(printed) + message
    log = error["log"] + ("\n--- printed ---\n" + printed if printed.strip() else "")
    return RunFailure(side, stage, error["kind"], message, log, label)


def telling_line(log: str) -> str:
    found = next((line.strip() for line in log.splitlines() if TELLING.search(line)), None)
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
        raise RunFailure("runner", stage, "crash", text, child.log.text(), label) from cause
    if "error" in reply:
        error = reply["error"]
        text = "the problem's reference failed: " + error["message"]
        if error["kind"] == "limit":
            text = "too little memory on this device for the problem's inputs and reference: " + error["message"]
        raise RunFailure("runner", stage, error["kind"], text, error["log"], label)
    return reply, fds
