"""What compilers left in a process's cache, packed to travel to another process that runs the same code."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path
from typing import Any, Dict, List

from tank_harness import shared_memory

#: An extension of CUDA is some MB, a Triton kernel some 100 kB.
MOST_BYTES = 256 << 20


def cache_folder() -> Path:
    """Where the sandbox told compilers to keep what they made; the same in every process that has a /tmp of its own."""
    return Path(os.environ["XDG_CACHE_HOME"])


def pack(folder: Path) -> int:
    """A new shared file with every regular file below `folder`; without any where they are too large."""
    entries: List[Dict[str, Any]] = []
    bodies: List[bytes] = []
    total = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file():
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
