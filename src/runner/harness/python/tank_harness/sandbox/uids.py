"""Users that nobody else is: each child gets one, so that all its processes can be known and killed by it."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

from .plan import SandboxError
from .processes import all_processes

#: Below 65536, for containers know no more; between the users of people and those that systemd gives out.
_FIRST, _LAST = 60600, 61183
#: CAP_CHOWN, CAP_KILL, CAP_SETGID, CAP_SETUID.
_NEEDED = (0, 5, 6, 7)


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
    return claim_user() if can_make_users() else None


def can_make_users() -> bool:
    """Root of a rootless container has no other users, and root without its capabilities can become none of them."""
    if os.getuid() != 0 or not all(_maps_ours(name) for name in ("uid_map", "gid_map")):
        return False
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        held = next((int(line.split()[1], 16) for line in file if line.startswith("CapEff:")), 0)
    return all(held >> capability & 1 for capability in _NEEDED)


def _maps_ours(name: str) -> bool:
    try:
        with open("/proc/self/" + name, encoding="ascii") as file:
            ranges = [[int(word) for word in line.split()] for line in file]
    except OSError:
        return False
    return any(first <= _FIRST and _LAST < first + count for first, _, count in ranges)
