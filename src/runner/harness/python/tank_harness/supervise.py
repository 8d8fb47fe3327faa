"""The supervisor: holds the bundle and its secrets, runs the stages, and never imports a kernel."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Dict

from tank_harness.bundle import BadBundle, read_bundle
from tank_harness.bundle_lines import BundleLines
from tank_harness.child_process import Zygote
from tank_harness.compiled_store import CompiledStore
from tank_harness.events import Events
from tank_harness.hashes import hash_files
from tank_harness.process_set import claim_users
from tank_harness.run import execute
from tank_harness.sandbox import libc
from tank_harness.sandbox.credentials import die_with_parent
from tank_harness.sandbox.janitor import start_janitor
from tank_harness.sandbox.remove_folder import remove_folder
from tank_harness.tiers import TierChoice
from tank_harness.zygote import run_zygote

NAME = "tank-python"


def main(files: Dict[str, str]) -> int:
    """Runs one bundle after the other, as they come on stdin, until it ends."""
    os.umask(0o022)
    libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
    events = Events(private_stdout(), end_at_once)
    # First of all, for it has torch to import meanwhile, and must not hold the janitor's leash.
    zygote = fork_zygote(events.fd)
    users = claim_users()
    root = Path(tempfile.mkdtemp(prefix="tank-"))
    root.chmod(0o711)
    janitor = start_janitor(root, tuple(users.values()))
    tiers = TierChoice(root, users)
    harness = {"name": NAME, "sha256": hash_files(files)}
    compiled = CompiledStore()
    lines = BundleLines(0)
    line = lines.read_now()
    is_watched = False
    while line is not None:
        try:
            bundle = read_bundle(line)
        except BadBundle as error:
            print("tank-python: %s" % error, file=sys.stderr)
            return 2
        if not is_watched:
            # Tried in this thread, while there is no other: trying forks.
            tiers.warm(bundle)
            lines.watch(end_at_once, bundle.leash_s)
            is_watched = True
        execute(bundle, events, zygote, root, users, tiers.choose, harness, compiled)
        if not zygote.is_alive():
            return 1  # with the janitor tidying up; whoever started us starts another
        line = lines.next()
    remove_folder(root)
    janitor.dismiss()
    return 0


def private_stdout() -> int:
    """Stdout under another number, closed on exec; the number 1 leads nowhere from now on."""
    private = os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return private


def fork_zygote(events_fd: int) -> Zygote:
    """Before any bundle is read: what it is forked from knows no secret."""
    ours, theirs = socket.socketpair()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            die_with_parent(signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)
            ours.close()
            os.close(events_fd)
            nothing = os.open(os.devnull, os.O_RDONLY)
            os.dup2(nothing, 0)
            run_zygote(theirs)
        finally:
            os._exit(1)
    theirs.close()
    return Zygote(pid, ours)


def end_at_once() -> None:
    """Whoever wanted this run is gone. Our end is the zygote's, and its end is that of all that it forked."""
    os._exit(0)
