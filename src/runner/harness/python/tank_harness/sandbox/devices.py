"""A /dev with the few devices that a kernel needs: no disk, no RDMA card, no /dev/kvm, no terminal."""

from __future__ import annotations

import glob
import os
import stat
from pathlib import Path

from . import libc

_ALWAYS = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")


def gpu_devices() -> list[str]:
    """Every device node of NVIDIA's driver, those in folders (MIG, NVLink) included."""
    paths = [*glob.glob("/dev/nvidia*"), *glob.glob("/dev/nvidia*/*")]
    return sorted(path for path in paths if stat.S_ISCHR(os.stat(path).st_mode))


def mount_devices(allow_gpu: bool) -> None:
    """Covers /dev and puts the allowed nodes back. Raises OSError."""
    wanted = [path for path in _ALWAYS if os.path.exists(path)] + (gpu_devices() if allow_gpu else [])
    handles = [(path, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path in wanted]
    try:
        libc.mount("tmpfs", "/dev", "tmpfs", libc.MS_NOSUID | libc.MS_NOEXEC, "size=64k,nr_inodes=512,mode=0755")
        for path, handle in handles:
            Path(path).parent.mkdir(exist_ok=True)
            Path(path).touch()
            libc.mount(f"/proc/self/fd/{handle}", path, None, libc.MS_BIND)
    finally:
        for _, handle in handles:
            os.close(handle)
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(f"/proc/self/{target}", f"/dev/{name}")
