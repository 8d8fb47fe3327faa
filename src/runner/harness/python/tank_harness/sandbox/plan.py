"""What a sandbox is to be: decided outside, before the process that lives in it is forked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .cgroup import Cgroup
from .tiers import Tier

GIBIBYTE = 1 << 30


class SandboxError(Exception):
    """The machine refused a wall; the message is one sentence that says which. Nothing untrusted has run."""


@dataclass(frozen=True)
class SandboxPlan:
    """The walls of one child. Sizes are in bytes; 0 means no limit of ours."""

    tier: Tier
    #: The child's own user and group (`uids.py`); without root it stays who it is, whatever they say.
    uid: int
    gid: int
    #: The child's folder: created by the supervisor, owned by `uid`, current folder and HOME inside.
    work: Path
    #: Further folders that the child may write; they stay on the disk.
    writable: tuple[Path, ...] = ()
    #: Folders to hide besides those that are hidden anyway (`hidden_folders.py`).
    hidden: tuple[Path, ...] = ()
    #: Folders to show read-only although they lie in a hidden one (the problem's data).
    readable: tuple[Path, ...] = ()
    #: Whether /dev/nvidia* can be opened.
    allow_gpu: bool = False
    #: Address space of each process (RLIMIT_AS), and memory of all together where a cgroup can limit it.
    memory_bytes: int = 0
    #: Processes and threads of the child together; OpenMP and CUDA start about one thread a core and twenty more.
    processes: int = 512
    #: Size of the largest file that can be written, pipes and sockets excepted.
    file_bytes: int = 4 * GIBIBYTE
    #: Size of each of /tmp, /var/tmp and /dev/shm, which are the child's own (not in tier `container`).
    scratch_bytes: int = GIBIBYTE
    #: Above 0: `work` is in memory, of this size, holds a copy of what the supervisor put there, and dies with the
    #: child (not in tier `container`). 0: it is the folder on the disk.
    work_bytes: int = 0
    #: File descriptors that stay open; 0, 1 and 2 lead to /dev/null unless they are named.
    keep_fds: tuple[int, ...] = ()
    #: The cgroup to live in, where the machine has one for us.
    cgroup: Cgroup | None = None
