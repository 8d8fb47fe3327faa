"""Things worth stealing, planted outside by the supervisor: a sandbox that lets one through is none."""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .processes import read_process
from .remove_folder import remove_folder


@dataclass(frozen=True)
class Bait:
    """Where the bait is, told to the one inside so that it tries as well as it can."""

    #: A port on 127.0.0.1 and an abstract Unix socket on which the supervisor listens.
    port: int
    abstract: str
    #: A process outside: its pid alone names another one inside a pid namespace.
    pid: int
    started: int
    #: A folder that stands for another run's: one file that only its owner may read, one that everybody may.
    folder: Path
    private: Path
    public: Path


@contextmanager
def laid_bait() -> Iterator[Bait]:
    """Plants the bait for as long as the block runs. Raises OSError."""
    folder = Path(tempfile.mkdtemp(prefix="tank-bait-"))
    listener, local = socket.socket(), socket.socket(socket.AF_UNIX)
    try:
        # Anybody may pass through the folder: what keeps the files is the sandbox.
        folder.chmod(0o755)
        private, public = folder / "private", folder / "public"
        for file, mode in ((private, 0o600), (public, 0o644)):
            file.write_text(secrets.token_hex(16))
            file.chmod(mode)
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        abstract = f"tank-bait-{secrets.token_hex(8)}"
        local.bind(f"\0{abstract}")
        local.listen()
        me = read_process(os.getpid())
        yield Bait(
            port=listener.getsockname()[1],
            abstract=abstract,
            pid=os.getpid(),
            started=me.started if me else 0,
            folder=folder,
            private=private,
            public=public,
        )
    finally:
        listener.close()
        local.close()
        remove_folder(folder)
