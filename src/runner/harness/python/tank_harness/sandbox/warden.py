"""Where there are no namespaces: a process that inherits whatever the one inside leaves behind, and ends it."""

from __future__ import annotations

import os
import signal

from . import libc
from .credentials import die_with_parent
from .descriptors import keep_only
from .outer import end_as
from .reap import kill_tree

_HEARD = (signal.SIGCHLD, signal.SIGTERM)


def stand_guard(uid: int | None) -> int:
    """Returns in a child of the calling process, with that process's id; the latter stays on guard.

    SIGTERM, which the kernel also sends when the guard's own parent dies, ends everything. `uid`: the user that the
    one inside is about to become, None where it stays the same.
    """
    guard = os.getpid()
    libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
    signal.pthread_sigmask(signal.SIG_BLOCK, _HEARD)
    inside = os.fork()
    if inside == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _HEARD)
        die_with_parent()
        if os.getppid() != guard:
            os._exit(1)
        return guard
    keep_only(())
    status = _wait(inside)
    kill_tree(inside, uid=uid, spare=())
    end_as(signal.SIGTERM if status is None else status)


def _wait(inside: int) -> int | None:
    """The wait status of the one inside; None when we were told to end it."""
    while True:
        if signal.sigwait(_HEARD) == signal.SIGTERM:
            return None
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == inside:
                return status
            if pid == 0:
                break
