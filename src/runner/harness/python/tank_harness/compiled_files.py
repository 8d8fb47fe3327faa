"""What compilers left in a process's cache, packed to travel to another process that runs the same code."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path
from typing import AbstractSet, Any, Dict, List

from tank_harness import shared_memory
from tank_harness.errors import PlainError

#: An extension of CUDA is some MB, a Triton kernel some 100 kB.
MOST_BYTES = 256 << 20


def cache_folder() -> Path:
    """Where the sandbox told compilers to keep what they made; the same in every process that has a /tmp of its own."""
    return Path(os.environ["XDG_CACHE_HOME"])


class TooLarge(PlainError):
    """More files than travel; the message says how much."""


def names_below(folder: Path) -> AbstractSet[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def pack_new(folder: Path, known: AbstractSet[str]) -> int:
    """A new shared file with every regular file below `folder` but the known ones. Raises TooLarge."""
    paths = [path for path in folder.rglob("*") if str(path.relative_to(folder)) not in known]
    total = sum(path.stat().st_size for path in paths if path.is_file() and not path.is_symlink())
    if total > MOST_BYTES:
        raise TooLarge("its build left %d MB of files, and %d MB are kept" % (total >> 20, MOST_BYTES >> 20))
    return pack(folder, known)


def pack(folder: Path, known: AbstractSet[str] = frozenset()) -> int:
    """The same, without any file where they are too large: what is only a cache may be left behind."""
    entries: List[Dict[str, Any]] = []
    bodies: List[bytes] = []
    total = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or str(path.relative_to(folder)) in known:
            continue
        body = path.read_bytes()
        total += len(body)
        facts = path.stat()
        name = str(path.relative_to(folder))
        entries.append({"name": name, "size": len(body), "mode": facts.st_mode & 0o777, "mtimeNs": facts.st_mtime_ns})
        bodies.append(body)
    if total > MOST_BYTES:
        entries, bodies = [], []
    head = json.dumps(entries).encode()
    data = b"".join([struct.pack("!I", len(head)), head, *bodies])
    fd = shared_memory.create(len(data), "compiled")
    os.pwrite(fd, data, 0)
    return fd


def unpack(data: bytes, folder: Path) -> None:
    """Adds what is not there yet. What comes from a kernel's process leads nowhere but into the folder."""
    (length,) = struct.unpack_from("!I", data)
    at = 4 + length
    for entry in json.loads(data[4:at]):
        name, size = Path(entry["name"]), int(entry["size"])
        body = data[at : at + size]
        at += size
        place = folder / name
        if name.is_absolute() or ".." in name.parts or place.exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
        place.chmod(int(entry["mode"]) & 0o777 | 0o600)
        os.utime(place, ns=(entry["mtimeNs"], entry["mtimeNs"]))
