"""What /proc says about processes."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple


class Process(NamedTuple):
    pid: int
    parent: int
    #: One letter: R, S, D, T, Z (dead, not yet buried), X.
    state: str
    #: Clock ticks since boot at its start: with the pid, an identity that is never reused.
    started: int
    uid: int

    @property
    def alive(self) -> bool:
        return self.state not in "ZX"


def read_process(pid: int) -> Process | None:
    """None when there is no such process, or it can't be seen."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            # The name stands in parentheses and may hold anything, also parentheses.
            fields = file.read().rpartition(b")")[2].split()
        with open(f"/proc/{pid}/status", "rb") as file:
            uid = next(int(line.split()[1]) for line in file if line.startswith(b"Uid:"))
    except (OSError, StopIteration):
        return None
    return Process(pid, int(fields[1]), fields[0].decode(), int(fields[19]), uid)


def all_processes() -> dict[int, Process]:
    found = (read_process(int(name)) for name in os.listdir("/proc") if name.isdigit())
    return {process.pid: process for process in found if process is not None}


def children_of(pid: int) -> list[int]:
    """Of its first thread; without a look at every process where the kernel tells them (CONFIG_PROC_CHILDREN)."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(number) for number in file.read().split()]
    except OSError:
        return [process.pid for process in all_processes().values() if process.parent == pid]


def descendants(table: dict[int, Process], roots: Iterable[int]) -> set[int]:
    """The roots that are in the table, and everything below them."""
    children: dict[int, list[int]] = {}
    for process in table.values():
        children.setdefault(process.parent, []).append(process.pid)
    found: set[int] = set()
    waiting = [pid for pid in roots if pid in table]
    while waiting:
        pid = waiting.pop()
        if pid not in found:
            found.add(pid)
            waiting.extend(children.get(pid, ()))
    return found
