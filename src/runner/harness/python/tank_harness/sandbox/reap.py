"""The end of everything that a child started."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable

from .cgroup import Cgroup
from .processes import Process, all_processes, children_of, descendants, read_process


def kill_tree(
    pid: int,
    cgroup: Cgroup | None = None,
    *,
    uid: int | None = None,
    spare: Iterable[int] | None = None,
    is_namespaced: bool = False,
    limit_s: float = 5.0,
) -> tuple[int, ...]:
    """Kills the child `pid`, all below it, all in its cgroup and all of its own user, and waits until all are gone.

    For a process with PR_SET_CHILD_SUBREAPER, and only for its descendants: a pid that a stranger got since is left
    alone. Whoever forked `pid` buries it. `uid`: a user that nobody but this child is (`uids.py`). `spare`: our own
    children that live on; when given, every other child of ours dies too, as something that lost its parent.
    `is_namespaced`: `pid` is not buried yet, and the parent of a pid namespace's first process, with which the kernel
    ends all in it. Returns the pids that outlived the limit (processes stuck in a driver): none is the rule.
    """
    end = time.monotonic() + limit_s
    known: set[tuple[int, int]] = set()
    spared = None if spare is None else frozenset(spare)
    # One blow that no fork outruns, where there is one: 500 processes that fork on leave little time for looking.
    if uid is not None:
        kill_user(uid)
    if is_namespaced:
        for number in (*children_of(pid), pid):
            process = read_process(number)
            if process is not None:
                known.add(_identity(process))
                _signal(number, signal.SIGKILL)
    # Else, what is stopped can't fork: the set grows until it is complete, and dies only then.
    while not is_namespaced and time.monotonic() < end - limit_s / 2:
        table = all_processes()
        fresh = [process for process in _victims(table, pid, cgroup, spared) if _identity(process) not in known]
        if not fresh:
            break
        for process in fresh:
            known.add(_identity(process))
            _signal(process.pid, signal.SIGSTOP)
    pause = 0.001
    while True:
        if cgroup is not None:
            cgroup.kill()
        if uid is not None:
            kill_user(uid)
        table = all_processes()
        left = [process for process in table.values() if _identity(process) in known]
        left += [process for process in _victims(table, pid, cgroup, spared) if _identity(process) not in known]
        if uid is not None:
            left += [process for process in table.values() if process.uid == uid and _identity(process) not in known]
        for process in left:
            if process.alive:
                _signal(process.pid, signal.SIGKILL)
            elif process.parent == os.getpid() and process.pid != pid:
                _bury(process.pid)
        if time.monotonic() > end or not any(_matters(process, pid, known) for process in left):
            return tuple(sorted(process.pid for process in left if process.alive))
        time.sleep(pause)
        pause = min(pause * 2, 0.05)


def kill_user(uid: int) -> None:
    """Kills all processes of a user in one system call, which no fork can outrun. Needs root; else does nothing."""
    if uid in (0, os.getuid()) or os.getuid() != 0:
        return
    helper = os.fork()
    if helper == 0:
        try:
            os.setresuid(uid, uid, uid)
            os.kill(-1, signal.SIGKILL)
        finally:
            os._exit(0)
    os.waitpid(helper, 0)


def _victims(
    table: dict[int, Process], pid: int, cgroup: Cgroup | None, spared: frozenset[int] | None
) -> list[Process]:
    me = os.getpid()
    ours = descendants(table, [me]) - {me}
    roots = {pid} & ours
    if spared is not None:
        roots |= {process.pid for process in table.values() if process.parent == me and process.pid not in spared}
    found = descendants(table, roots)
    if cgroup is not None:
        found |= set(cgroup.processes()) & table.keys()
    return [table[victim] for victim in found - {me}]


def _matters(process: Process, pid: int, known: set[tuple[int, int]]) -> bool:
    """Alive, or dead and about to be ours to bury; the child itself is buried by who forked it."""
    parents = {os.getpid(), *(victim for victim, _ in known)}
    return process.alive or (process.pid != pid and process.parent in parents)


def _identity(process: Process) -> tuple[int, int]:
    return (process.pid, process.started)


def _signal(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        return  # already gone, or no process of ours any more


def _bury(pid: int) -> None:
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
