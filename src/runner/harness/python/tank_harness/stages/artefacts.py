"""What is built of a side before anything of it is loaded: by the problem's build command, and by nvcc for CUDA files.

In a process of its own without a GPU, which is waited for only afterwards. What it leaves in the side's folder is kept
by the hash of all that decides it.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Dict, List, Optional, Sequence

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel, telling_line
from tank_harness.built_side import TooLargeToTravel, write_built
from tank_harness.bundle import Files
from tank_harness.child_process import ChildProcess
from tank_harness.compiled_store import ASK_MS, receive_blob
from tank_harness.compiler_output import first_errors
from tank_harness.nvcc import find_nvcc, nvcc_command, nvcc_version
from tank_harness.program_server import WORKPLACE
from tank_harness.run_failure import RunFailure
from tank_harness.stages.side_files import evaluator_files, side_files

if TYPE_CHECKING:
    from tank_harness.run import Run

SHELL = "/bin/sh"


def build_artefacts(run: "Run") -> None:
    """Raises RunFailure or Tampering. Does nothing for a problem that has nothing to build."""
    take_built(run)
    missing = [side for side in run.bundle.build_only or ("baseline", "candidate") if side not in run.artefacts]
    commands = build_commands(run) if missing else []
    if not commands:
        return
    for side in missing:
        begin = time.monotonic()
        files = files_of_side(run, side)
        # A name with a slash is no file's.
        key = {**files, "/build": json.dumps([commands, build_environment(run), sorted(run.draft.versions.items())])}
        blob = run.compiled.get(key)
        if blob is None:
            blob = build_side(run, side, files, commands)
            run.compiled.put(key, blob)
        run.artefacts[side] = blob
        run.artefacts_ms[side] = (time.monotonic() - begin) * 1000


def take_built(run: "Run") -> None:
    """What a builder has made already. Without a candidate both sides are the baseline."""
    bundle = run.bundle
    for side in ("baseline", "candidate"):
        built = bundle.built.get(side if bundle.candidate is not None else "baseline")
        if built is not None:
            run.artefacts[side] = built.blob
            run.artefacts_ms[side] = built.ms
    run.draft.versions.update(bundle.built_versions)


def send_artefacts(run: "Run") -> None:
    """To whoever has another machine measure them. Raises RunFailure."""
    for side in run.bundle.build_only:
        try:
            data = write_built(run.artefacts.get(side, b""))
        except TooLargeToTravel as large:
            raise RunFailure(run.blame(side), "build", "error", str(large)) from None
        run.events.send("artefacts", side=side, ms=round(run.artefacts_ms.get(side, 0.0), 1), data=data)


def build_commands(run: "Run") -> List[List[str]]:
    bundle = run.bundle
    commands = [] if bundle.build is None else [[SHELL, "-c", bundle.build]]
    if bundle.lang == "cu":
        nvcc = find_nvcc()
        run.draft.versions["nvcc"] = nvcc_version(nvcc)
        commands.append(nvcc_command(nvcc, bundle.problem["config"], run.machine.architecture()))
    return commands


def build_environment(run: "Run") -> Dict[str, str]:
    """A build sees no GPU: what it is to build for, it is told."""
    architecture = run.machine.architecture()
    if architecture is None:
        return {}
    digits = architecture.rstrip("a")
    listed = "%s.%s%s" % (digits[:-1], digits[-1], architecture[len(digits) :])
    given = {} if "TORCH_CUDA_ARCH_LIST" in os.environ else {"TORCH_CUDA_ARCH_LIST": listed}
    return {"CUDA_ARCH": architecture, **given}


def files_of_side(run: "Run", side: str) -> Files:
    return evaluator_files(run, side) if run.bundle.by_evaluator else side_files(run, side)


def build_side(run: "Run", side: str, files: Files, commands: Sequence[List[str]]) -> bytes:
    blamed, limit = run.blame(side), run.bundle.build_ms
    child = run.processes.start("%s-program" % side, {WORKPLACE: files}, without_gpu=True)
    try:
        child.wait_ready()
        end = time.monotonic() + limit / 1000
        for command in commands:
            request = {"do": "run", "command": command, "environment": build_environment(run)}
            left = (end - time.monotonic()) * 1000
            status = ask_kernel(child, request, left, blamed, "build", whole_limit_ms=limit)["status"]
            if status != 0:
                raise build_failure(child, blamed, files, command, status)
        return receive_blob(child, "collect", blamed)
    finally:
        child.kill()


def build_failure(child: ChildProcess, blamed: str, files: Files, command: List[str], status: int) -> RunFailure:
    log = own_names(child, child.log.text())
    errors = first_errors(log, files)
    tool = "the problem's build command" if command[0] == SHELL else "nvcc"
    ended = "%s ended with exit code %d" % (tool, status) if status >= 0 else "%s was killed by signal %d" % (tool, -status)
    last = telling_line(log).strip() or next((line for line in reversed(log.splitlines()) if line.strip()), "")
    message = "\n".join(errors) or ": ".join(line for line in (ended, last[:500]) if line)
    return RunFailure(blamed, "build", "error", message, log)


def own_names(child: ChildProcess, text: str) -> str:
    """A side's files by their names, without the folder that this run happened to put them in."""
    return text.replace(os.path.join(str(child.spawn.work), "files", WORKPLACE) + os.sep, "")


def place_artefacts(run: "Run", child: ChildProcess, side: Optional[str]) -> None:
    """Puts what was built of a side beside its files. `side`: None where the process has no other's."""
    blob = run.artefacts.get(side or child.role.split("-")[0])
    if not blob:
        return
    fd = shared_memory.create(len(blob), "artefacts")
    try:
        os.pwrite(fd, blob, 0)
        named = {} if side is None else {"side": side}
        ask_kernel(child, {"do": "place", "size": len(blob), **named}, ASK_MS, "runner", "build", fds=(fd,))
    finally:
        os.close(fd)
