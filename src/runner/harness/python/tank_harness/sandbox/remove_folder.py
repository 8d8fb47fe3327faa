"""Removes a folder that a hostile process filled: any name, any mode, any depth, and no link followed."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NamedTuple

_OPEN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class _Level(NamedTuple):
    """A folder above the one being emptied: how to know it again, and what is still to be removed in it."""

    identity: tuple[int, int]
    entered: bytes
    waiting: list[bytes]


def remove_folder(folder: Path) -> None:
    """Removes the folder and all in it; nothing where there is none. Raises OSError for what is not ours to remove.

    Its processes must be dead. Walks down and up with one descriptor: no path grows, however deep it goes.
    """
    name = os.fsencode(folder)
    try:
        top = _open(name, None)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        os.unlink(name)
        return
    _empty(top)
    os.rmdir(name)


def remove_files_of(uid: int, folders: tuple[Path, ...] = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))) -> None:
    """Removes what a user of our own left where everybody may write (tier `container`, where these are shared)."""
    for folder in folders:
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            try:
                is_theirs = entry.stat(follow_symlinks=False).st_uid == uid
            except FileNotFoundError:
                continue
            if is_theirs:
                remove_folder(Path(entry.path))


def _empty(here: int) -> None:
    """Takes over the descriptor and closes it."""
    above: list[_Level] = []
    try:
        folders = _unlink_files(here)
        while True:
            if folders:
                name = folders.pop()
                inner = _open(name, here)
                above.append(_Level(_identity(here), name, folders))
                os.close(here)
                here = inner
                folders = _unlink_files(here)
            elif above:
                level = above.pop()
                parent = os.open("..", _OPEN, dir_fd=here)
                os.close(here)
                here = parent
                if _identity(here) != level.identity:
                    raise OSError("a folder was moved while it was removed: something is still alive in it")
                os.rmdir(level.entered, dir_fd=here)
                folders = level.waiting
            else:
                return
    finally:
        os.close(here)


def _unlink_files(here: int) -> list[bytes]:
    """Removes everything but folders, whose names it returns."""
    os.fchmod(here, 0o700)
    folders = []
    for name in map(os.fsencode, os.listdir(here)):
        try:
            os.unlink(name, dir_fd=here)
        except (IsADirectoryError, PermissionError):  # Linux says the one of a folder, POSIX the other
            folders.append(name)
    return folders


def _identity(here: int) -> tuple[int, int]:
    found = os.fstat(here)
    return (found.st_dev, found.st_ino)


def _open(name: bytes, parent: int | None) -> int:
    try:
        return os.open(name, _OPEN, dir_fd=parent)
    except PermissionError:
        # chmod follows links, and there is no other: what the name leads to must be a folder itself.
        if not stat.S_ISDIR(os.stat(name, dir_fd=parent, follow_symlinks=False).st_mode):
            raise
        os.chmod(name, 0o700, dir_fd=parent)
        return os.open(name, _OPEN, dir_fd=parent)
