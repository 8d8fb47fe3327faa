"""A run's place on the disk: one folder for each of its processes, which only that process can read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Mapping, Optional

from tank_harness.sandbox.remove_folder import remove_folder


class RunFolder:
    def __init__(self, root: Path) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="run-", dir=root))
        # Passable, so that a child under a user of its own reaches its folder; not readable.
        self.path.chmod(0o711)

    def make(self, role: str, uid: Optional[int], files: Mapping[str, Mapping[str, str]]) -> Path:
        """A process's folder, and below `files` the sources that it works with, each in a folder of its own name."""
        work = self.path / role
        work.mkdir(mode=0o700)
        sources = work / "files"
        sources.mkdir()
        for folder, named in files.items():
            place = sources / folder if folder else sources
            place.mkdir(exist_ok=True)
            for name, text in named.items():
                (place / name).write_text(text, encoding="utf-8", errors="surrogateescape")
        if uid is not None:
            os.chown(work, uid, uid)
        return work

    def remove(self) -> None:
        remove_folder(self.path)
