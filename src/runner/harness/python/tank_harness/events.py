"""One JSON object a line, on the stdout that no other process has."""

from __future__ import annotations

import json
import os
from typing import Any, Dict


class Events:
    def __init__(self, fd: int) -> None:
        self.fd = fd

    def send(self, event: str, **fields: Any) -> None:
        data = (json.dumps({"event": event, **fields}, allow_nan=False) + "\n").encode()
        while data:
            data = data[os.write(self.fd, data) :]
