"""Limits of a process and all that it starts."""

from __future__ import annotations

import os
import resource

from .plan import SandboxPlan
from .processes import all_processes

#: Enough for CUDA, Triton and a compiler; few enough to bound what the machine keeps for them.
_OPEN_FILES = 4096


def threads_of_user(uid: int) -> int:
    """Processes and threads that a user already has: RLIMIT_NPROC counts them all."""
    count = 0
    for process in all_processes().values():
        if process.uid == uid:
            try:
                count += len(os.listdir(f"/proc/{process.pid}/task"))
            except OSError:
                continue
    return count


def set_limits(plan: SandboxPlan, already_running: int) -> None:
    """`already_running`: the user's threads outside, by `threads_of_user`, 0 for a user of our own."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, _OPEN_FILES)
    if plan.memory_bytes:
        _lower(resource.RLIMIT_AS, plan.memory_bytes)
    if plan.file_bytes:
        _lower(resource.RLIMIT_FSIZE, plan.file_bytes)
    if plan.processes:
        _lower(resource.RLIMIT_NPROC, plan.processes + already_running)
    _die_first()


def _lower(which: int, wanted: int) -> None:
    """Sets a limit for good; one that is lower already stays."""
    _, hard = resource.getrlimit(which)
    value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(which, (value, value))


def _die_first() -> None:
    """When the machine runs out of memory, its first choice is this process."""
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write("1000")
    except OSError:
        return
