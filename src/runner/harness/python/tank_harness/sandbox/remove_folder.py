"""Removes a folder that a hostile process filled: any name, any mode, any depth, and no link followed."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from pathlib import Path
from typing import Iterator

_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def remove_folder(folder: Path) -> None:
    """Removes the folder and all in it; nothing where there is none. Raises OSError for what is not ours to remove.

    Its processes must be dead. A deep tree is lifted up level by level: no path grows, three descriptors suffice.
    """
    name = os.fsencode(folder)
    try:
        top = _open(name, None)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        os.unlink(name)
        return
    try:
        fresh = (b".tank-lifted-%d" % number for number in itertools.count())
        # A name is tried once: a hostile folder may hold names of our kind, and only costs itself a round.
        while names := os.listdir(top):
            for entry in map(os.fsencode, names):
                _remove_entry(top, entry, fresh)
    finally:
        os.close(top)
    os.rmdir(name)


def remove_files_of(uid: int, folders: tuple[Path, ...] = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))) -> None:
    """Removes what a user of our own left where everybody may write (tier `container`, where these are shared)."""
    for folder in folders:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.stat(follow_symlinks=False).st_uid == uid:
                remove_folder(Path(entry.path))


def _open(name: bytes, parent: int | None) -> int:
    try:
        return os.open(name, _OPEN, dir_fd=parent)
    except PermissionError:
        # chmod follows links, and there is no other: what the name leads to must be a folder itself.
        if not stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
            raise
        os.chmod(name, 0o700, dir_fd=parent)
        return os.open(name, _OPEN, dir_fd=parent)


def _remove_entry(top: int, entry: bytes, fresh: Iterator[bytes]) -> None:
    try:
        os.unlink(entry, dir_fd=top)
        return
    except (IsADirectoryError, PermissionError):
        pass  # Linux says the one, POSIX the other
    inner = _open(entry, top)
    try:
        os.fchmod(inner, 0o700)
        for name in map(os.fsencode, os.listdir(inner)):
            try:
                os.unlink(name, dir_fd=inner)
            except (IsADirectoryError, PermissionError):
                _lift(inner, name, top, fresh)
    finally:
        os.close(inner)
    os.rmdir(entry, dir_fd=top)


def _lift(inner: int, name: bytes, top: int, fresh: Iterator[bytes]) -> None:
    # Moving a folder rewrites its `..`, which its own mode may forbid.
    os.close(_open(name, inner))
    while True:
        try:
            os.rename(name, next(fresh), src_dir_fd=inner, dst_dir_fd=top)
            return
        except OSError as error:
            if not isinstance(error, (FileExistsError, NotADirectoryError)) and error.errno != errno.ENOTEMPTY:
                raise
