"""The few calls of the CUDA driver that timing needs, bound before any kernel is imported.

They go past torch, whose methods a kernel could replace. Source: the CUDA driver API reference.
"""

from __future__ import annotations

import ctypes
from typing import Any, List

Handle = ctypes.c_void_p

EVENT_DEFAULT = 0
HOST_REGISTER_DEVICE_MAP = 2
ATTRIBUTE_L2_BYTES = 38
ATTRIBUTE_MULTIPROCESSORS = 16
#: The legacy default stream, where torch launches unless it is told otherwise.
STREAM = Handle(0)


class CudaError(Exception):
    """A driver call that failed, with the driver's own name for it."""


class CudaDriver:
    """libcuda, on the context that torch made current in this thread."""

    def __init__(self) -> None:
        self.lib = ctypes.CDLL("libcuda.so.1")
        self._name_of = self.lib.cuGetErrorName
        pointer, size = ctypes.c_void_p, ctypes.c_size_t
        self.record = self._bind("cuEventRecord", pointer, pointer)
        self.synchronize_context = self._bind("cuCtxSynchronize")
        self.synchronize_stream = self._bind("cuStreamSynchronize", pointer)
        self.fill = self._bind("cuMemsetD32Async", pointer, ctypes.c_uint, size, pointer)
        self.elapsed = self._bind("cuEventElapsedTime", ctypes.POINTER(ctypes.c_float), pointer, pointer)
        launch_types: List[Any] = [pointer, *[ctypes.c_uint] * 7, pointer, pointer, pointer]
        self.launch = self._bind("cuLaunchKernel", *launch_types)

    def _bind(self, name: str, *types: Any) -> Any:
        function = getattr(self.lib, name)
        function.argtypes = list(types)
        function.restype = ctypes.c_int

        def call(*arguments: Any) -> None:
            status = function(*arguments)
            if status != 0:
                raise CudaError("%s: %s" % (name, self._describe(status)))

        return call

    def _describe(self, status: int) -> str:
        text = ctypes.c_char_p()
        self._name_of(status, ctypes.byref(text))
        return (text.value or b"error %d" % status).decode()

    def create_events(self, count: int) -> List[Handle]:
        create = self._bind("cuEventCreate", ctypes.POINTER(Handle), ctypes.c_uint)
        events = [Handle() for _ in range(count)]
        for event in events:
            create(ctypes.byref(event), EVENT_DEFAULT)
        return events

    def elapsed_ns(self, start: Handle, end: Handle) -> float:
        """Device time between two events, in ns; the counter ticks in 32 ns."""
        milliseconds = ctypes.c_float()
        self.elapsed(ctypes.byref(milliseconds), start, end)
        return milliseconds.value * 1e6

    def allocate(self, size: int) -> int:
        address = ctypes.c_uint64()
        self._bind("cuMemAlloc_v2", ctypes.POINTER(ctypes.c_uint64), ctypes.c_size_t)(ctypes.byref(address), size)
        return address.value

    def register_host(self, address: int, size: int) -> None:
        """From now on the device sees this host memory at the same address."""
        register = self._bind("cuMemHostRegister_v2", ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint)
        register(address, size, HOST_REGISTER_DEVICE_MAP)

    def attribute(self, which: int) -> int:
        value = ctypes.c_int()
        device = ctypes.c_int()
        self._bind("cuCtxGetDevice", ctypes.POINTER(ctypes.c_int))(ctypes.byref(device))
        get = self._bind("cuDeviceGetAttribute", ctypes.POINTER(ctypes.c_int), ctypes.c_int, ctypes.c_int)
        get(ctypes.byref(value), which, device)
        return value.value

    def load_function(self, ptx: bytes, name: bytes) -> Handle:
        module = Handle()
        self._bind("cuModuleLoadData", ctypes.POINTER(Handle), ctypes.c_char_p)(ctypes.byref(module), ptx)
        function = Handle()
        find = self._bind("cuModuleGetFunction", ctypes.POINTER(Handle), Handle, ctypes.c_char_p)
        find(ctypes.byref(function), module, name)
        return function
