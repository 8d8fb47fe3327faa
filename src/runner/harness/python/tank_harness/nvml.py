"""The GPU's own sensors, and who uses it, from the driver's management library. Source: the NVML API reference."""

from __future__ import annotations

import ctypes
import os
from typing import Any, Dict, List, Optional

SUCCESS = 0
CLOCK_SM = 1
CLOCK_MEMORY = 2
TEMPERATURE_GPU = 0

#: Bits of nvmlClocksEventReasons that hold a clock down; an idle GPU, set application clocks and a waiting display
#: are no reason to doubt a measurement.
THROTTLE_REASONS = {
    0x04: "SW power cap",
    0x08: "HW slowdown",
    0x20: "SW thermal slowdown",
    0x40: "HW thermal slowdown",
    0x80: "HW power brake slowdown",
}


class NoGpu(Exception):
    """No NVIDIA driver here, or no GPU behind it; the message is one sentence with the remedy."""


class ProcessInfo(ctypes.Structure):
    _fields_ = [
        ("pid", ctypes.c_uint),
        ("usedGpuMemory", ctypes.c_ulonglong),
        ("gpuInstanceId", ctypes.c_uint),
        ("computeInstanceId", ctypes.c_uint),
    ]


class Gpu:
    """The GPU that a run gets: the first that CUDA_VISIBLE_DEVICES names, else the first of the machine."""

    def __init__(self) -> None:
        try:
            self.lib = ctypes.CDLL("libnvidia-ml.so.1")
        except OSError as cause:
            raise NoGpu(
                "this machine has no NVIDIA driver (libnvidia-ml.so.1 is missing): run the worker where the GPU is, or "
                "give the runner a launcher that reaches it"
            ) from cause
        status = self.lib.nvmlInit_v2()
        if status != SUCCESS:
            raise NoGpu("the NVIDIA driver does not answer (%s): see that nvidia-smi works here" % self._text(status))
        self.handle = self._find(os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")[0].strip())
        self.name = self._string("nvmlDeviceGetName", self.handle)
        self.uuid = self._string("nvmlDeviceGetUUID", self.handle)
        self.driver = self._string("nvmlSystemGetDriverVersion")

    def _text(self, status: int) -> str:
        self.lib.nvmlErrorString.restype = ctypes.c_char_p
        return (self.lib.nvmlErrorString(status) or b"?").decode()

    def _find(self, visible: str) -> ctypes.c_void_p:
        handle = ctypes.c_void_p()
        if visible.startswith(("GPU-", "MIG-")):
            status = self.lib.nvmlDeviceGetHandleByUUID(visible.encode(), ctypes.byref(handle))
        else:
            index = int(visible) if visible.isdigit() else 0
            status = self.lib.nvmlDeviceGetHandleByIndex_v2(ctypes.c_uint(index), ctypes.byref(handle))
        if status != SUCCESS:
            raise NoGpu("there is no GPU %s here (%s): see nvidia-smi -L" % (visible or "0", self._text(status)))
        return handle

    def _string(self, function: str, *arguments: Any) -> str:
        buffer = ctypes.create_string_buffer(128)
        status = getattr(self.lib, function)(*arguments, buffer, ctypes.c_uint(len(buffer)))
        return buffer.value.decode() if status == SUCCESS else "unknown"

    def _number(self, function: str, *arguments: Any) -> Optional[int]:
        value = ctypes.c_ulonglong(0)
        status = getattr(self.lib, function)(self.handle, *arguments, ctypes.byref(value))
        return int(value.value) if status == SUCCESS else None

    def conditions(self) -> Dict[str, Any]:
        """Clocks in MHz, temperature in °C, and why a clock is held down, at this moment."""
        reasons = self._number("nvmlDeviceGetCurrentClocksThrottleReasons") or 0
        return {
            "smMhz": self._number("nvmlDeviceGetClockInfo", CLOCK_SM) or 0,
            "memoryMhz": self._number("nvmlDeviceGetClockInfo", CLOCK_MEMORY) or 0,
            "temperatureC": self._number("nvmlDeviceGetTemperature", TEMPERATURE_GPU) or 0,
            "throttle": [text for bit, text in THROTTLE_REASONS.items() if reasons & bit],
        }

    def processes(self) -> List[Dict[str, Any]]:
        """Every process that computes on this GPU, ours included: pid, name, memory in MB."""
        most = 64
        count = ctypes.c_uint(most)
        found = (ProcessInfo * most)()
        status = self.lib.nvmlDeviceGetComputeRunningProcesses_v3(self.handle, ctypes.byref(count), found)
        if status != SUCCESS:
            return []
        return [
            {"pid": each.pid, "name": process_name(each.pid), "memoryMb": memory_mb(each.usedGpuMemory)}
            for each in found[: count.value]
        ]

    def visible(self) -> int:
        """How many GPUs a process of this one's environment sees; a run measures by the first."""
        named = os.environ.get("CUDA_VISIBLE_DEVICES")
        if named is not None:
            return len([each for each in named.split(",") if each.strip()])
        count = ctypes.c_uint(0)
        return count.value if self.lib.nvmlDeviceGetCount_v2(ctypes.byref(count)) == SUCCESS else 1

    def architecture(self) -> Optional[str]:
        """What compilers call this GPU, such as `90a`: from Hopper on with the instructions that only it has."""
        major, minor = ctypes.c_int(0), ctypes.c_int(0)
        status = self.lib.nvmlDeviceGetCudaComputeCapability(self.handle, ctypes.byref(major), ctypes.byref(minor))
        if status != SUCCESS:
            return None
        return "%d%d%s" % (major.value, minor.value, "a" if major.value >= 9 else "")

    def facts(self) -> Dict[str, Any]:
        power = self._number("nvmlDeviceGetEnforcedPowerLimit")
        facts: Dict[str, Any] = {"uuid": self.uuid, "driver": self.driver}
        if power is not None:
            facts["powerLimitW"] = power / 1000
        return facts


def memory_mb(used: int) -> float:
    """The driver says all ones where it does not know."""
    return 0 if used >= 1 << 60 else round(used / (1 << 20))


def process_name(pid: int) -> str:
    try:
        with open("/proc/%d/comm" % pid, encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return "a process that can't be seen from here"
