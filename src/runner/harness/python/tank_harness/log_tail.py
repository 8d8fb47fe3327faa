"""What the processes of a run print: read as it comes, so that nobody waits, and only its tail kept."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import termios
import threading
import time

#: One that prints without end is not waited for.
CATCH_UP_S = 0.5


class LogTail:
    """Drains a pipe in a thread of its own."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.read_end, self.write_end = os.pipe()
        self._lock = threading.Lock()
        self._kept = b""
        self._dropped = 0
        self._is_over = False
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        poll = select.poll()
        poll.register(self.read_end, select.POLLIN | select.POLLHUP)
        while True:
            poll.poll()
            with self._lock:
                data = os.read(self.read_end, 1 << 16)
                if not data:
                    os.close(self.read_end)
                    self._is_over = True
                    return
                kept = self._kept + data
                cut = max(0, len(kept) - self.most_bytes)
                self._dropped += cut
                self._kept = kept[cut:]

    def _catch_up(self) -> None:
        """Waits until what was printed so far has been read."""
        end = time.monotonic() + CATCH_UP_S
        while time.monotonic() < end:
            with self._lock:
                if self._is_over or unread(self.read_end) == 0:
                    return
            time.sleep(0.001)

    def close_write_end(self) -> None:
        """After the process has its own copy, so that the end of the log is seen."""
        os.close(self.write_end)

    def text(self, wait_s: float = 0.5) -> str:
        """What was kept, after the writers are gone or `wait_s` has passed."""
        self._thread.join(wait_s)
        self._catch_up()
        with self._lock:
            text = self._kept.decode("utf-8", "replace")
        return text if self._dropped == 0 else "… %d bytes before this are left out\n%s" % (self._dropped, text)


def unread(pipe: int) -> int:
    """Bytes that wait in a pipe."""
    (count,) = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))
    return int(count)
