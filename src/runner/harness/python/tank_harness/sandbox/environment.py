"""What a child knows of its surroundings: a handful of variables, and no memory of the others."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from . import libc

#: What compilers and CUDA need to find their parts, and schedulers to say which GPU is ours; none is a secret.
_KEPT = (
    "PATH",
    "LD_LIBRARY_PATH",
    "CUDA_HOME",
    "CUDA_PATH",
    "CUDA_VISIBLE_DEVICES",
    "CUDA_DEVICE_ORDER",
    "NVIDIA_VISIBLE_DEVICES",
    "OMP_NUM_THREADS",
    "CC",
    "CXX",
    "TRITON_PTXAS_PATH",
    "TORCH_CUDA_ARCH_LIST",
)

_OURS = ("HOME", "TMPDIR", "LANG", "TRITON_CACHE_DIR", "TORCH_EXTENSIONS_DIR", "CUDA_CACHE_PATH", "XDG_CACHE_HOME")

ALLOWED = frozenset((*_KEPT, *_OURS))


def child_environment(work: Path, temporary: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    kept.setdefault("PATH", "/usr/local/bin:/usr/bin:/bin")
    # In a /tmp of its own it has the same name in every process, so that what one compiled another can use.
    caches = temporary / "compiled"
    return {
        **kept,
        "HOME": str(work),
        "TMPDIR": str(temporary),
        "LANG": "C.UTF-8",
        "TRITON_CACHE_DIR": str(caches / "triton"),
        "TORCH_EXTENSIONS_DIR": str(caches / "torch-extensions"),
        "CUDA_CACHE_PATH": str(caches / "cuda"),
        "XDG_CACHE_HOME": str(caches),
    }


def replace_environment(wanted: dict[str, str]) -> None:
    """Forgets the old variables and blanks the places where the kernel and Python keep their text."""
    old = [(key, value) for key, value in os.environb.items() if key.decode("utf-8", "replace") not in ALLOWED]
    block = _initial_block()
    os.environ.clear()
    if block is not None:
        libc.overwrite(block[0], block[1] - block[0])
    for _, value in old:
        # Short ones may be shared with other code, and are no secrets.
        if len(value) >= 8:
            address = ctypes.cast(ctypes.c_char_p(value), ctypes.c_void_p).value
            if address:
                libc.overwrite(address, len(value))
    os.environ.update(wanted)


def _initial_block() -> tuple[int, int] | None:
    """Where /proc/self/environ comes from: fields 50 and 51 of proc(5)'s stat."""
    try:
        with open("/proc/self/stat", "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
    except OSError:
        return None
    start, end = int(fields[47]), int(fields[48])
    return (start, end) if 0 < start < end else None
