"""Steps into a sandbox."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from . import libc
from .credentials import become, die_with_parent, drop_bounding_set, renounce
from .descriptors import keep_only
from .environment import child_environment, replace_environment
from .limits import set_limits, threads_of_user
from .mounts import build_view
from .outer import be_first, forget_signals, is_closed, mirror
from .plan import SandboxError, SandboxPlan
from .seccomp import bar_system_calls
from .visible_folders import needed_folders
from .warden import stand_guard


def enter(plan: SandboxPlan, parent: int | None = None) -> None:
    """Called in a freshly forked process with one thread; returns in the process that is inside the sandbox.

    The calling process itself stays outside, waits and ends as the one inside ends; when it dies, or the process that
    forked it does, everything inside dies. `parent` is that process's id, noted before the fork, so that its death in
    between is noticed. Raises SandboxError, before anything untrusted could run, in whichever process it happens.
    """
    try:
        forget_signals()
        os.setsid()
        die_with_parent(signal.SIGTERM if plan.tier == "container" else signal.SIGKILL)
        if parent is not None and os.getppid() != parent:
            os._exit(1)
        if plan.cgroup is not None:
            plan.cgroup.join()
        # Now, for who we are about to become may not even see where Python is.
        needed = needed_folders()
        is_root = os.getuid() == 0
        if plan.tier == "full" and not is_root:
            raise SandboxError("the sandbox 'full' needs root")
        if plan.tier != "container" and is_root and plan.uid == 0:
            raise SandboxError(f"the sandbox '{plan.tier}' needs a user of its own when root builds it")
        own_user = is_root and plan.uid != 0
        already_running = 0 if own_user else threads_of_user(os.getuid())
        if plan.tier == "container":
            outside = stand_guard(plan.uid if own_user else None)
        else:
            outside = _enter_namespaces(plan, needed, own_user)
        _settle(plan, own_user and plan.tier != "user", already_running, outside)
    except OSError as error:
        raise SandboxError(f"the sandbox '{plan.tier}' can't be built here: {error}") from error


def _enter_namespaces(plan: SandboxPlan, needed: list[Path], own_user: bool) -> int:
    """Returns in the second process of a pid namespace, with the id of the first; the first and the caller wait."""
    if plan.tier == "user":
        if own_user:
            # Root of the machine would stay exempt from RLIMIT_NPROC, whatever its namespace says.
            become(plan.uid, plan.gid)
            libc.prctl(libc.PR_SET_DUMPABLE, 1)
            die_with_parent()
        _unshare_user()
    libc.unshare(libc.CLONE_NEWPID)
    status_read, status_write = os.pipe()
    alive_read, alive_write = os.pipe()
    first = os.fork()
    if first:
        keep_only((status_read, alive_write))
        mirror(first, status_read)
    os.close(status_read)
    os.close(alive_write)
    die_with_parent()
    if is_closed(alive_read):
        os._exit(1)
    libc.unshare(libc.CLONE_NEWNS | libc.CLONE_NEWUTS | libc.CLONE_NEWIPC | libc.CLONE_NEWNET)
    try:
        libc.unshare(libc.CLONE_NEWCGROUP)
    except OSError:
        pass  # before Linux 4.6: the name of our own group can be seen
    build_view(plan, needed)
    inside = os.fork()
    if inside:
        drop_bounding_set()
        renounce()
        die_with_parent()
        keep_only((status_write, alive_read))
        be_first(inside, status_write)
    return 1


def _unshare_user() -> None:
    """A user namespace in which we are who we were; its capabilities hold for what we unshare in it, and no more."""
    uid, gid = os.getuid(), os.getgid()
    libc.unshare(libc.CLONE_NEWUSER)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _settle(plan: SandboxPlan, drop_root: bool, already_running: int, outside: int) -> None:
    """The last steps, in the process that stays."""
    set_limits(plan, already_running)
    drop_bounding_set()
    if drop_root:
        become(plan.uid, plan.gid)
    renounce()
    die_with_parent()
    if os.getppid() != outside:
        os._exit(1)
    os.umask(0o077)
    os.chdir(plan.work)
    temporary = plan.work / ".tmp" if plan.tier == "container" else Path("/tmp")
    temporary.mkdir(exist_ok=True)
    replace_environment(child_environment(plan.work, temporary))
    keep_only(plan.keep_fds)
    bar_system_calls()
