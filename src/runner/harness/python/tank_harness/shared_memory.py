"""Memory that two processes see: files without a name, passed as descriptors."""

from __future__ import annotations

import fcntl
import mmap
import os

F_ADD_SEALS = 1033
F_SEAL_WRITE = 0x0008
SEALS = 0x0001 | 0x0002 | 0x0004 | F_SEAL_WRITE  # no more seals, no shrinking, no growing, no writing

#: Every tensor begins at a multiple of this, which every element size divides.
ALIGNMENT = 256


def create(size: int, name: str) -> int:
    """A new file of `size` bytes; returns its descriptor."""
    fd = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.ftruncate(fd, max(size, mmap.PAGESIZE))
    return fd


def fix_size(fd: int) -> None:
    """From now on nobody can cut it off under a reader's hands."""
    fcntl.fcntl(fd, F_ADD_SEALS, SEALS & ~F_SEAL_WRITE)


def seal(fd: int) -> None:
    """From now on nobody can change the contents. Every writable mapping must be closed before."""
    fcntl.fcntl(fd, F_ADD_SEALS, SEALS)


def map_writable(fd: int) -> mmap.mmap:
    return mmap.mmap(fd, os.fstat(fd).st_size, mmap.MAP_SHARED)


def map_private(fd: int) -> mmap.mmap:
    """Writes to the mapping stay in this process: needed because torch wants a writable buffer."""
    return mmap.mmap(fd, os.fstat(fd).st_size, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)


def aligned(offset: int) -> int:
    return (offset + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT
