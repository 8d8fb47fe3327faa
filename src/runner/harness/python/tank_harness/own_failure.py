"""The harness's own exceptions and this machine's shortages, each as one sentence with its remedy."""

from __future__ import annotations

import errno
import re

from tank_harness.channel import ChannelClosed

#: The machine ended a process of ours; the sentence names whose.
STARVED = "this machine ran out of memory and ended %s: free memory there, or lower what a kernel may use (`memoryMb`)"

_SHORTAGES = {
    errno.ENOMEM: "this machine has no memory left for the harness: free some there",
    errno.EAGAIN: "this machine lets the harness start no more processes: end some there, or raise its limit (ulimit -u)",
    errno.ENOSPC: "the disk for temporary files is full on this machine: free some space there, or point TMPDIR elsewhere",
    errno.EMFILE: "the harness may open no more files on this machine: raise the limit (ulimit -n)",
}


def own_failure(error: Exception) -> str:
    """What to tell the runner's owner."""
    if isinstance(error, MemoryError):
        return _SHORTAGES[errno.ENOMEM]
    if isinstance(error, ChannelClosed):
        return STARVED % "the process from which runs are forked"
    if isinstance(error, OSError) and error.errno in _SHORTAGES:
        return _SHORTAGES[error.errno]
    return "the harness itself failed: %s: %s" % (type(error).__name__, error)


def oom_kills() -> int:
    """How many processes this machine has ended for want of memory since it started; 0 where it does not count."""
    try:
        with open("/proc/vmstat", encoding="ascii") as file:
            found = re.search(r"^oom_kill (\d+)$", file.read(), re.M)
    except OSError:
        return 0
    return int(found.group(1)) if found else 0
