"""A cgroup v2 of one child's own: one more wall where the machine lets us build it."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cgroup:
    folder: Path

    def join(self) -> None:
        """Moves the calling process in; what it forks is born inside. Raises OSError."""
        (self.folder / "cgroup.procs").write_text("0")

    def kill(self) -> None:
        """Kills every process inside at once, forks in progress included (Linux 5.14; one by one before)."""
        try:
            (self.folder / "cgroup.kill").write_text("1")
        except OSError:
            for pid in self.processes():
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue

    def has_outgrown(self) -> bool:
        """Whether the kernel ended something inside for passing the group's own limit of memory."""
        try:
            lines = (self.folder / "memory.events").read_text().splitlines()
        except OSError:
            return False
        return any(line.split()[0] == "oom_kill" and line.split()[1] != "0" for line in lines)

    def processes(self) -> tuple[int, ...]:
        try:
            return tuple(int(line) for line in (self.folder / "cgroup.procs").read_text().split())
        except OSError:
            return ()

    def remove(self, limit_s: float = 2.0) -> bool:
        """Kills what is inside and removes the group; False when something is still inside after the limit."""
        end = time.monotonic() + limit_s
        while True:
            try:
                self.folder.rmdir()
                return True
            except FileNotFoundError:
                return True
            except OSError:
                if time.monotonic() > end:
                    return False
                self.kill()
                time.sleep(0.01)


def create_cgroup(name: str, memory_bytes: int = 0, processes: int = 0) -> Cgroup | None:
    """A group below our own, named for us and `name`; None where the machine has none for us.

    Limits that the machine can't set are left out.
    """
    parent = _own_folder()
    if parent is None:
        return None
    # Refused where our own process sits in the parent: then the group still kills, and limits nothing.
    _write(parent / "cgroup.subtree_control", "+memory")
    _write(parent / "cgroup.subtree_control", "+pids")
    folder = parent / f"tank-{os.getpid()}-{name}"
    try:
        folder.mkdir()
    except OSError:
        return None
    if not os.access(folder / "cgroup.procs", os.W_OK):
        folder.rmdir()
        return None
    if memory_bytes:
        _write(folder / "memory.max", str(memory_bytes))
        _write(folder / "memory.swap.max", "0")
        _write(folder / "memory.oom.group", "1")
    if processes:
        _write(folder / "pids.max", str(processes))
    return Cgroup(folder)


def remove_cgroups_of(supervisor: int) -> None:
    """Kills and removes every group that a supervisor of this id, dead by now, created."""
    parent = _own_folder()
    if parent is not None:
        for folder in parent.glob(f"tank-{supervisor}-*"):
            Cgroup(folder).remove()


def _write(file: Path, text: str) -> bool:
    try:
        file.write_text(text)
        return True
    except OSError:
        return False


def _own_folder() -> Path | None:
    """Where this process stands in the unified hierarchy."""
    try:
        mounts = Path("/proc/self/mountinfo").read_text().splitlines()
        groups = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return None
    point = next((line.split()[4] for line in mounts if " - cgroup2 " in line), None)
    group = next((line[len("0::/") :] for line in groups if line.startswith("0::/")), None)
    if point is None or group is None:
        return None
    folder = Path(point) / group
    return folder if folder.is_dir() and os.access(folder, os.W_OK) else None
