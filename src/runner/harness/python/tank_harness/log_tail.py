"""What the processes of a run print: read as it comes, so that nobody waits, and only its tail kept."""

from __future__ import annotations

import os
import threading


class LogTail:
    """Drains a pipe in a thread of its own."""

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.read_end, self.write_end = os.pipe()
        self._lock = threading.Lock()
        self._kept = b""
        self._dropped = 0
        self._thread = threading.Thread(target=self._drain, daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        while True:
            data = os.read(self.read_end, 1 << 16)
            if not data:
                os.close(self.read_end)
                return
            with self._lock:
                kept = self._kept + data
                cut = max(0, len(kept) - self.most_bytes)
                self._dropped += cut
                self._kept = kept[cut:]

    def close_write_end(self) -> None:
        """After the process has its own copy, so that the end of the log is seen."""
        os.close(self.write_end)

    def text(self, wait_s: float = 0.5) -> str:
        """What was kept, after the writers are gone or `wait_s` has passed."""
        self._thread.join(wait_s)
        with self._lock:
            text = self._kept.decode("utf-8", "replace")
        return text if self._dropped == 0 else "… %d bytes before this are left out\n%s" % (self._dropped, text)
