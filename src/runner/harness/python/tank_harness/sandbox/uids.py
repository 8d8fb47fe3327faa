"""Users that nobody else is: each child gets one, so that all its processes can be known and killed by it."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from .plan import SandboxError
from .processes import all_processes

#: Below 65536, for containers know no more; between the users of people and those that systemd gives out.
_FIRST, _LAST = 60600, 61183


@dataclass(frozen=True)
class ClaimedUser:
    uid: int
    #: The claim lasts as long as this is open, in any process: it ends with us however we end.
    claim: socket.socket

    def release(self) -> None:
        self.claim.close()


def claim_user() -> ClaimedUser:
    """A user (and group of the same number) that no process has and no other supervisor of this machine claimed.

    Raises SandboxError when all are taken.
    """
    in_use = {process.uid for process in all_processes().values()}
    for uid in range(_FIRST, _LAST + 1):
        if uid in in_use:
            continue
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            claim.bind(f"\0shark-tank-user-{uid}")
        except OSError:
            claim.close()
            continue
        return ClaimedUser(uid, claim)
    raise SandboxError(f"all users from {_FIRST} to {_LAST} are in use on this machine")


def own_user() -> ClaimedUser | None:
    """A claimed user where root can make one, else None."""
    return claim_user() if os.getuid() == 0 else None
