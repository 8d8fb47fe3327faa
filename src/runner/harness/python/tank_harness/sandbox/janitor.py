"""A process that outlives a killed supervisor for a moment, to remove what it can't remove any more."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .cgroup import remove_cgroups_of
from .descriptors import keep_only
from .outer import forget_signals
from .reap import kill_user
from .remove_folder import remove_files_of, remove_folder
from .uids import ClaimedUser

#: How long a folder's processes may take to die with the supervisor before its removal is given up.
_LIMIT_S = 10.0


@dataclass
class Janitor:
    pid: int
    _leash: int

    def dismiss(self) -> None:
        """The supervisor has tidied up: the janitor looks once and ends."""
        os.close(self._leash)
        os.waitpid(self.pid, 0)


def start_janitor(folder: Path, users: tuple[ClaimedUser, ...] = ()) -> Janitor:
    """Forks a process that waits for our end, however it comes, then ends what it left and removes `folder`.

    Call it before anything else is forked: what inherits the leash would hold the janitor back; it is closed on exec,
    and `enter` closes it in a child. The claims on the users end only with the janitor: nobody else's child can be
    given a user that it is about to kill.
    """
    supervisor = os.getpid()
    leash_read, leash_write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            forget_signals()
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            os.setsid()
            os.close(leash_write)
            keep_only((leash_read, *(user.claim.fileno() for user in users)))
            os.read(leash_read, 1)
            remove_cgroups_of(supervisor)
            _tidy(folder, tuple(user.uid for user in users))
        finally:
            os._exit(0)
    os.close(leash_read)
    return Janitor(pid, leash_write)


def _tidy(folder: Path, uids: tuple[int, ...]) -> None:
    for uid in uids:
        kill_user(uid)
    _try_until(lambda: remove_folder(folder), time.monotonic() + _LIMIT_S)
    if os.getuid() == 0:
        for uid in uids:
            remove_files_of(uid)


def _try_until(action: Callable[[], None], end: float) -> None:
    while True:
        try:
            return action()
        except OSError:
            # Something inside is still dying, and still writing.
            if time.monotonic() > end:
                return
            time.sleep(0.02)
