"""Stdin: one bundle a line, and the end of everything when it ends or falls silent. Empty lines are signs of life."""

from __future__ import annotations

import os
import queue
import select
import stat
import threading
from typing import Callable, Optional


# Before the first bundle, which says it for the time after (`leashMs`). It follows the harness at once.
START_LEASH_S = 60.0


class BundleLines:
    """Read byte-exactly from the descriptor: what was not asked for stays in the pipe."""

    def __init__(self, fd: int, start_leash_s: Optional[float] = START_LEASH_S) -> None:
        self.fd = fd
        self._rest = b""
        self._leash_s = start_leash_s
        self._lines: "queue.Queue[Optional[str]]" = queue.Queue()

    def read_now(self) -> Optional[str]:
        """The next line that says something, in this thread; None at the end."""
        line = self._read_line()
        while line == "":
            line = self._read_line()
        return line

    def _read_line(self) -> Optional[str]:
        # Joined once: a bundle with what a builder built is 120 MB.
        pieces = [self._rest]
        while b"\n" not in pieces[-1]:
            data = self._receive()
            if not data:
                self._rest = b"".join(pieces)
                return None
            pieces.append(data)
        line, _, self._rest = b"".join(pieces).partition(b"\n")
        return line.decode("utf-8", "surrogateescape")

    def _receive(self) -> bytes:
        """Empty at the end, or when nothing came for longer than the runner is ever silent: a line may die without an end."""
        if self._leash_s is not None and not select.select([self.fd], [], [], self._leash_s)[0]:
            return b""
        return os.read(self.fd, 1 << 16)

    def watch(self, on_end: Callable[[], None], leash_s: Optional[float] = None) -> None:
        """From now on a thread reads; `on_end` is called there when stdin ends, whatever else goes on.

        With `leash_s` it is called too when nothing came for so many seconds.

        A file ends at once and nobody holds it: its end is no sign that the caller is gone.
        """
        self._leash_s = leash_s
        is_file = stat.S_ISREG(os.fstat(self.fd).st_mode)

        def read() -> None:
            while True:
                line = self.read_now()
                if line is None and not is_file:
                    on_end()
                self._lines.put(line)
                if line is None:
                    return

        threading.Thread(target=read, daemon=True).start()

    def next(self) -> Optional[str]:
        """The next line that the thread read; None at the end."""
        return self._lines.get()
