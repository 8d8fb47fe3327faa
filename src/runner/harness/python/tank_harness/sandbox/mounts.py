"""The sandbox's view of the files: everything read-only, much of it hidden, a few folders of its own."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from . import libc
from .devices import mount_devices
from .plan import SandboxPlan
from .visible_folders import hidden_folders

_SCRATCH = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))


def build_view(plan: SandboxPlan, needed: Iterable[Path]) -> None:
    """Called in a mount namespace of our own, as the first process of a pid namespace of our own. Raises OSError.

    `needed`: folders to show again, read-only, where they lie in hidden ones.
    """
    libc.mount(None, "/", None, libc.MS_REC | libc.MS_PRIVATE)
    os.umask(0o022)
    shown = [*needed, *map(_real, plan.readable)]
    own = [_real(plan.work), *map(_real, plan.writable)]
    # Opened before anything is covered: from then on their names lead to nothing.
    handles = {folder: os.open(folder, os.O_PATH | os.O_CLOEXEC) for folder in {*shown, *own}}
    try:
        covers = hidden_folders()
        for folder in covers:
            _cover(folder)
        mount_devices(plan.allow_gpu)
        for folder in shown:
            if any(cover == folder or cover in folder.parents for cover in covers):
                _show(folder, handles[folder])
        for folder in sorted(map(_real, plan.hidden)):
            if folder.is_dir():
                _cover(folder)
        for folder in _SCRATCH:
            folder.mkdir(parents=True, exist_ok=True)
            _own_memory(folder, plan.scratch_bytes, 0o1777)
        for folder in own:
            _show(folder, handles[folder])
        if plan.work_bytes:
            _copy_into_memory(own[0], handles[own[0]], plan)
    finally:
        for handle in handles.values():
            os.close(handle)
    libc.mount("proc", "/proc", "proc", libc.MS_NOSUID | libc.MS_NODEV | libc.MS_NOEXEC)
    # CUDA names its threads in its own /proc, and does not start where it can't; the rest there is root's to write.
    make_read_only(except_for=(Path("/proc"), *_SCRATCH, *own))


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))


def _cover(folder: Path) -> None:
    # Room for the empty folders that lead to what is shown inside, and for no more.
    libc.mount("tmpfs", folder, "tmpfs", libc.MS_NOSUID | libc.MS_NODEV, "size=1m,nr_inodes=4096,mode=0755")


def _own_memory(folder: Path, size: int, mode: int) -> None:
    options = f"size={size},nr_inodes=262144,mode={mode:04o}"
    libc.mount("tmpfs", folder, "tmpfs", libc.MS_NOSUID | libc.MS_NODEV, options)


def _show(folder: Path, handle: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    libc.mount(f"/proc/self/fd/{handle}", folder, None, libc.MS_BIND | libc.MS_REC)


def _copy_into_memory(work: Path, handle: int, plan: SandboxPlan) -> None:
    _own_memory(work, plan.work_bytes, 0o700)
    source = f"/proc/self/fd/{handle}"
    shutil.copytree(source, work, symlinks=True, dirs_exist_ok=True)
    if plan.tier == "full":
        for parent, folders, files in os.walk(work):
            for path in (parent, *(os.path.join(parent, name) for name in (*folders, *files))):
                os.chown(path, plan.uid, plan.gid, follow_symlinks=False)


def make_read_only(except_for: Iterable[Path], one_by_one: bool = False) -> None:
    """Makes every mount read-only and blind to setuid bits, but those at `except_for`."""
    writable = frozenset(map(str, except_for))
    if not one_by_one:
        try:
            both = libc.MOUNT_ATTR_RDONLY | libc.MOUNT_ATTR_NOSUID
            libc.mount_setattr("/", add=both, recursive=True)
        except OSError as error:
            if error.errno not in (errno.ENOSYS, errno.EPERM):
                raise
            one_by_one = True
        else:
            for folder in writable:
                libc.mount_setattr(folder, clear=libc.MOUNT_ATTR_RDONLY)
    if one_by_one:
        for point, flags in _mount_points().items():
            read_only = 0 if point in writable else libc.MS_RDONLY
            change = libc.MS_REMOUNT | libc.MS_BIND | libc.MS_NOSUID | read_only
            try:
                libc.mount(None, point, None, change | flags)
            except OSError as error:
                # What another mount covers has no name by which it could be changed, nor written.
                if error.errno not in (errno.EINVAL, errno.ENOENT, errno.EACCES):
                    raise


_FLAGS = {
    "ro": libc.MS_RDONLY,
    "nosuid": libc.MS_NOSUID,
    "nodev": libc.MS_NODEV,
    "noexec": libc.MS_NOEXEC,
    "noatime": libc.MS_NOATIME,
    "nodiratime": libc.MS_NODIRATIME,
    "relatime": libc.MS_RELATIME,
}


def _mount_points() -> dict[str, int]:
    """Where something is mounted, with the flags that a remount must repeat: a user namespace may drop none."""
    # Of several mounts at one point the last is on top, and the only one that the point's name leads to.
    points: dict[str, int] = {}
    with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
        for line in file:
            fields = line.split()
            point = fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape")
            flags = 0
            for name in fields[5].split(","):
                flags |= _FLAGS.get(name, 0)
            points[point] = flags
    return points
