"""A kernel of one thread that holds the stream until a word of host memory is raised."""

from __future__ import annotations

import ctypes
import mmap

from tank_harness.devices.cuda_driver import STREAM, CudaDriver, Handle
from tank_harness.devices.gate_ptx import GATE_PTX
from tank_harness.devices.gate_words import DONE, LATE, OPEN, QUEUED, words_of

#: A chunk of 100 calls is queued in about 10 ms; a kernel that waits for the device itself never lets it finish.
LONGEST_WAIT_NS = 300_000_000


class GateKernel:
    """The compiled kernel; the driver compiles it in a few ms."""

    def __init__(self, driver: CudaDriver) -> None:
        self.driver = driver
        self.function = driver.load_function(GATE_PTX, b"gate")

    def launch(self, flag: int, want: int, longest_ns: int, late: int) -> None:
        values = (ctypes.c_uint64(flag), ctypes.c_uint32(want), ctypes.c_uint64(longest_ns), ctypes.c_uint64(late))
        pointers = (ctypes.c_void_p * 4)(*(ctypes.addressof(each) for each in values))
        self.driver.launch(self.function, 1, 1, 1, 1, 1, 1, 0, STREAM, pointers, Handle(0))


class CudaGate:
    """A gate that this process opens when everything is queued."""

    def __init__(self, kernel: GateKernel, memory: mmap.mmap) -> None:
        self.kernel = kernel
        self.memory = memory  # kept, so that the page stays mapped
        self.words = words_of(memory)
        self.address = ctypes.addressof(self.words)
        kernel.driver.register_host(self.address, mmap.PAGESIZE)
        self.round = 0

    def close(self) -> None:
        self.round += 1
        self.kernel.launch(self.address + 4 * OPEN, self.round, LONGEST_WAIT_NS, self.address + 4 * LATE)

    def queued(self) -> None:
        self.words[OPEN] = self.round

    def done(self) -> None:
        pass

    def was_late(self) -> bool:
        return bool(self.words[LATE] == self.round)


class SharedCudaGate(CudaGate):
    """A gate that the supervisor opens, which also takes the time until the calls are said to be done."""

    def queued(self) -> None:
        self.words[QUEUED] = self.round

    def done(self) -> None:
        self.words[DONE] = self.round
