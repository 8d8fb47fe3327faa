"""One JSON object a line, on the stdout that no other process has."""

from __future__ import annotations

import json
import os
from typing import Any, Callable


class Events:
    """`on_lost`: whoever read them is gone, so that nobody will see this run or another."""

    def __init__(self, fd: int, on_lost: Callable[[], None]) -> None:
        self.fd = fd
        self.on_lost = on_lost

    def send(self, event: str, **fields: Any) -> None:
        data = (json.dumps({"event": event, **fields}, allow_nan=False) + "\n").encode()
        try:
            while data:
                data = data[os.write(self.fd, data) :]
        except BrokenPipeError:
            self.on_lost()
