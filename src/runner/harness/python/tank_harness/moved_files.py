"""Files that a process of a run gives to another of the same side, from inside their sandboxes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import AbstractSet, Any, Dict, List, Tuple

from tank_harness import compiled_files

Given = Tuple[Dict[str, Any], List[int]]


def adopt_compiled(memory: int, size: int) -> bool:
    """Puts compiled code where the compilers will look for it; false: what can't be used is compiled again."""
    try:
        compiled_files.unpack(take(memory, size), compiled_files.cache_folder())
    except Exception:  # a kernel's process may have packed anything
        return False
    return True


def harvest_compiled() -> Given:
    """What the compilers left, as a shared file."""
    return given(compiled_files.pack(compiled_files.cache_folder()))


def place_artefacts(memory: int, size: int, folder: str) -> None:
    """Adds what a build left; a file that is there already, such as a source, stays as it is."""
    compiled_files.unpack(take(memory, size), Path(folder))


def collect_artefacts(folder: str, known: AbstractSet[str]) -> Given:
    """What a build left beside the known files. Raises TooLarge."""
    return given(compiled_files.pack_new(Path(folder), known))


def take(memory: int, size: int) -> bytes:
    """The contents of a shared file, which is closed."""
    try:
        return os.pread(memory, size, 0)
    finally:
        os.close(memory)


def given(fd: int) -> Given:
    return {"size": os.fstat(fd).st_size}, [fd]
