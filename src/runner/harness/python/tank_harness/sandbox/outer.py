"""The process outside, in front of the walls: it waits, ends as the one inside ended, and takes it along."""

from __future__ import annotations

import os
import resource
import select
import signal
import struct
import sys
from typing import NoReturn

_STATUS = struct.Struct("i")


def forget_signals() -> None:
    """Undoes the handlers and masks that the process we were forked from had."""
    for number in signal.valid_signals():
        if number not in (signal.SIGKILL, signal.SIGSTOP, signal.SIGPIPE) and number < signal.SIGRTMIN:
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def end_as(status: int) -> NoReturn:
    """Ends this process as the wait status says: with the same exit code, or by the same signal."""
    sys.stdout = sys.stderr = None  # type: ignore[assignment]
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # A signal that does not end a process by itself can't have ended the other.
        os._exit(128 + number)
    os._exit(os.WEXITSTATUS(status))


def mirror(first: int, status_pipe: int) -> NoReturn:
    """Waits for the first process of the pid namespace, which passes on how the one inside ended."""
    told = b""
    while len(told) < _STATUS.size:
        part = os.read(status_pipe, _STATUS.size - len(told))
        if not part:
            break
        told += part
    _, status = os.waitpid(first, 0)
    end_as(_STATUS.unpack(told)[0] if len(told) == _STATUS.size else status)


def be_first(inside: int, status_pipe: int) -> NoReturn:
    """The first process of a pid namespace: buries orphans until the one inside is dead, then all die with us."""
    while True:
        pid, status = os.waitpid(-1, 0)
        if pid == inside:
            os.write(status_pipe, _STATUS.pack(status))
            os._exit(0)


def is_closed(pipe: int) -> bool:
    """Whether nobody holds the other end of a pipe any more."""
    poll = select.poll()
    poll.register(pipe, select.POLLHUP)
    return bool(poll.poll(0))
