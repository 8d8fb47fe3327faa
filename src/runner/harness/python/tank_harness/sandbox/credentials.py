"""Becoming nobody: an own user where root can make us one, and in any case no capability, now or later."""

from __future__ import annotations

import os
import signal

from . import libc


def become(uid: int, gid: int) -> None:
    """Drops every group and all rights of root. Raises OSError."""
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def drop_bounding_set() -> None:
    """No later exec can bring a capability back, not even as user 0."""
    for capability in range(64):
        try:
            libc.prctl(libc.PR_CAPBSET_DROP, capability)
        except OSError:
            return


def renounce() -> None:
    """Gives up what is left, and every way to get it back: setuid programs give nothing from here on."""
    libc.clear_capabilities()
    libc.prctl(libc.PR_SET_NO_NEW_PRIVS, 1)


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """The kernel forgets this with every change of credentials: call it after the last."""
    libc.prctl(libc.PR_SET_PDEATHSIG, how)
