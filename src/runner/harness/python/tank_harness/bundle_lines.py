"""Stdin: one bundle a line, and the end of everything when it ends."""

from __future__ import annotations

import os
import queue
import stat
import threading
from typing import Callable, Optional


class BundleLines:
    """Read byte-exactly from the descriptor: what was not asked for stays in the pipe."""

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self._rest = b""
        self._lines: "queue.Queue[Optional[str]]" = queue.Queue()

    def read_now(self) -> Optional[str]:
        """The next line, in this thread; None at the end."""
        # Joined once: a bundle with what a builder built is 120 MB.
        pieces = [self._rest]
        while b"\n" not in pieces[-1]:
            data = os.read(self.fd, 1 << 16)
            if not data:
                self._rest = b"".join(pieces)
                return None
            pieces.append(data)
        line, _, self._rest = b"".join(pieces).partition(b"\n")
        return line.decode("utf-8", "surrogateescape")

    def watch(self, on_end: Callable[[], None]) -> None:
        """From now on a thread reads; `on_end` is called there when stdin ends, whatever else goes on.

        A file ends at once and nobody holds it: its end is no sign that the caller is gone.
        """
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
