"""The interface of a device, as the timing code sees it."""

from __future__ import annotations

from typing import Any, Callable, List, Optional, Protocol, Sequence, Tuple

#: One call of a kernel on one set of inputs.
Call = Callable[[], Any]


class TimedCall:
    """A call to time, what is to be done before it and after it, both outside its interval."""

    __slots__ = ("call", "before", "after")

    def __init__(
        self, call: Call, before: Optional[Call] = None, after: Optional[Callable[[Any], None]] = None
    ) -> None:
        self.call = call
        self.before = before
        self.after = after


class Gate(Protocol):
    """Holds the device's queue until somebody opens it, so that no host time enters an interval."""

    def close(self) -> None: ...

    def queued(self) -> None:
        """Everything stands in the queue: the device may go on, now or when the gate's owner says so."""

    def done(self) -> None:
        """The device has worked everything off."""

    def was_late(self) -> bool:
        """Whether the device stopped waiting by itself, because the host waited for the device."""


class Device(Protocol):
    #: Where torch puts tensors: `cuda` or `cpu`.
    name: str
    #: Size of the last cache, where the device tells it.
    l2_bytes: Optional[int]
    #: Clocks that this device has, the finest first.
    clocks: Tuple[str, ...]

    def synchronize(self) -> None:
        """Waits for everything that was queued, on whichever stream."""

    def synchronize_stream(self) -> None:
        """Waits for the stream that kernels are called on, and for nothing else."""

    def time_queued(self, calls: Sequence[TimedCall], gate: Optional[Gate]) -> List[float]:
        """Queues all calls behind the gate, and returns each call's time on the device in ns."""

    def time_called(self, calls: Sequence[TimedCall]) -> List[float]:
        """Each call's time in ns from the call to the finished work, from an idle device."""

    def own_gate(self) -> Optional[Gate]:
        """A gate that this process opens; None where a device needs none."""

    def shared_gate(self, memory: Any) -> Gate:
        """A gate that another process opens, through memory that both see."""

    def warm_up(self, seconds: float) -> None:
        """Brings clocks and caches to where they stay."""
