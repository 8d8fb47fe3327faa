"""Which folders a sandbox hides, and which it shows again because Python and the compilers live there."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

#: The system's own folders stay as they are, read-only; /dev, /proc and /sys are dealt with apart. Every other
#: folder of the root is hidden: nobody knows what a machine keeps in its /data, /scratch or /srv, and sockets in
#: /run and /var can be talked to whatever the network namespace.
_SYSTEM = frozenset(("bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "etc", "opt", "nix", "gnu"))
_APART = frozenset(("dev", "proc", "sys"))

#: A folder of PATH is shown when it has one of these.
_TOOLS = ("nvcc", "ptxas", "gcc", "cc", "clang", "ld", "ninja")


def hidden_folders() -> list[Path]:
    """The folders of the root that a sandbox covers."""
    return sorted(
        Path(entry.path)
        for entry in os.scandir("/")
        if entry.is_dir(follow_symlinks=False) and entry.name not in _SYSTEM | _APART
    )


def needed_folders() -> list[Path]:
    """Where this interpreter, its modules and the compilers on PATH are, without what lies in another of them."""
    candidates = [*_python_folders(), *_tool_folders()]
    real = {Path(os.path.realpath(folder)) for folder in candidates if os.path.isdir(folder)}
    # A virtual environment's own links lead elsewhere: both names must work.
    named = {Path(os.path.abspath(folder)) for folder in candidates if os.path.isdir(folder)}
    return _outermost(folder for folder in real | named if not _too_broad(folder))


def _python_folders() -> Iterable[str]:
    yield sys.prefix
    yield sys.base_prefix
    yield sys.exec_prefix
    yield from (path for path in sysconfig.get_paths().values() if path)
    yield from (path for path in sys.path if os.path.isabs(path))
    if sys.executable:
        yield os.path.dirname(os.path.realpath(sys.executable))


def _tool_folders() -> Iterable[str]:
    for name in ("CUDA_HOME", "CUDA_PATH", "CUDA_ROOT"):
        if os.environ.get(name):
            yield os.environ[name]
    for folder in os.environ.get("PATH", "").split(":"):
        if os.path.isabs(folder) and any(os.path.exists(f"{folder}/{tool}") for tool in _TOOLS):
            # nvcc finds its headers and libraries beside its own folder.
            yield os.path.dirname(folder.rstrip("/")) if os.path.exists(f"{folder}/nvcc") else folder
    yield from (folder for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":") if os.path.isabs(folder))


def _too_broad(folder: Path) -> bool:
    """A home, or all of /data, is not shown for the sake of a module in it; an interpreter's own folder is."""
    if str(folder) in (sys.prefix, sys.base_prefix):
        return False
    is_home = folder == Path(os.path.expanduser("~")) or folder.parent == Path("/home")
    return len(folder.parts) <= 2 or is_home


def _outermost(folders: Iterable[Path]) -> list[Path]:
    kept: list[Path] = []
    for folder in sorted(set(folders)):
        if not any(other in folder.parents for other in kept):
            kept.append(folder)
    return kept
