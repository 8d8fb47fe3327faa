"""What a sandbox must leave possible: a wall that keeps the kernel from working is no use either."""

from __future__ import annotations

import ctypes
import os
import sysconfig
from pathlib import Path

from .devices import gpu_devices


def shortfalls(own: tuple[Path, ...], expect_gpu: bool) -> list[str]:
    """Called inside: one sentence for each thing that does not work. `own`: the folders that it may write."""
    return [*_python(), *_folders(own), *(_gpu() if expect_gpu else ())]


def _python() -> list[str]:
    found = []
    for path in {os.__file__, sysconfig.get_paths()["purelib"], sysconfig.get_paths()["stdlib"]}:
        if not os.access(path, os.R_OK):
            found.append(f"{path}, which Python needs, can't be read by the sandbox's user")
    return found


def _folders(own: tuple[Path, ...]) -> list[str]:
    found = []
    for folder in own:
        file = folder / f".tank-probe-{os.getpid()}"
        try:
            file.write_bytes(b"0")
            file.unlink()
        except OSError as error:
            found.append(f"{folder} can't be written: {error.strerror}")
    return found


def _gpu() -> list[str]:
    nodes = [path for path in gpu_devices() if os.path.basename(path).removeprefix("nvidia").isdigit()]
    if not nodes:
        return ["no GPU's device node (/dev/nvidia0) can be seen"]
    for path in (*nodes, "/dev/nvidiactl"):
        try:
            os.close(os.open(path, os.O_RDWR))
        except OSError as error:
            return [f"{path} can't be opened: {error.strerror}"]
    return _cuda()


def _cuda() -> list[str]:
    """Starts the driver, which needs more than its devices; makes no context."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError as error:
        return [f"the NVIDIA driver can't be loaded: {error}"]
    status = driver.cuInit(0)
    return [f"CUDA does not start: error {status} of cuInit"] if status != 0 else []
