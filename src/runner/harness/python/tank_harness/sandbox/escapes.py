"""Tries every way out of a sandbox, from inside, before anything untrusted is loaded."""

from __future__ import annotations

import fcntl
import os
import socket
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from . import libc
from .bait import Bait
from .environment import ALLOWED
from .processes import read_process
from .tiers import PREVENTED, Kind, Tier


class Escape(NamedTuple):
    kind: Kind
    sentence: str


def escapes(tier: Tier, bait: Bait, own: Iterable[Path]) -> list[str]:
    """One sentence for each way out that worked although the tier closes it. `own`: the folders it may write."""
    return [escape.sentence for escape in every_escape(bait, own) if escape.kind in PREVENTED[tier]]


def every_escape(bait: Bait, own: Iterable[Path] = ()) -> list[Escape]:
    """Every way out that worked."""
    return [
        *_network(bait),
        *_processes(),
        *_supervisor(bait),
        *_reading(bait),
        *_writing(bait, tuple(own)),
        *_root(),
        *_environment(),
    ]


def _works(action: Callable[[], object]) -> bool:
    try:
        action()
        return True
    except OSError:
        return False


def _network(bait: Bait) -> Iterator[Escape]:
    if _works(lambda: socket.create_connection(("127.0.0.1", bait.port), timeout=1).close()):
        yield Escape("network", "a port of this machine can be reached")
    with socket.socket(socket.AF_UNIX) as local:
        if _works(lambda: local.connect(f"\0{bait.abstract}")):
            yield Escape("network", "an abstract socket of this machine can be reached")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Sends nothing: it asks for a route to an address that is reserved for documentation.
        if _works(lambda: probe.connect(("192.0.2.1", 9))):
            yield Escape("network", "there is a route to other machines")
        for _, name in socket.if_nameindex():
            if name != "lo" and _is_up(probe, name):
                yield Escape("network", f"the network interface {name} is up")
    family = getattr(socket, "AF_VSOCK", 40)
    if _works(lambda: socket.socket(family, socket.SOCK_STREAM).close()):
        yield Escape("network", "a socket to a virtual machine's host (AF_VSOCK) can be opened")


def _is_up(any_socket: socket.socket, name: str) -> bool:
    get_flags, up = 0x8913, 1
    try:
        answer = fcntl.ioctl(any_socket, get_flags, struct.pack("16sH14x", name.encode(), 0))
    except OSError:
        return False
    return bool(struct.unpack("16sH14x", answer)[1] & up)


def _processes() -> Iterator[Escape]:
    mine = {1, os.getpid()}
    others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in mine]
    if others:
        yield Escape("processes", f"{len(others)} processes of this machine can be seen")


def _supervisor(bait: Bait) -> Iterator[Escape]:
    seen = read_process(bait.pid)
    if seen is not None and seen.started != bait.started:
        return  # the same number inside is another process
    folder = f"/proc/{bait.pid}"
    for name in ("environ", "mem", "maps"):
        if _works(lambda: open(f"{folder}/{name}", "rb").close()):
            yield Escape("memory", f"the supervisor's {name} can be opened")
    if _works(lambda: os.listdir(f"{folder}/fd")):
        yield Escape("memory", "the supervisor's open files can be listed")
    if _works(lambda: os.kill(bait.pid, 0)):
        yield Escape("signal", "the supervisor can be sent signals")


def _reading(bait: Bait) -> Iterator[Escape]:
    if _works(bait.private.read_bytes):
        yield Escape("read", "a file that only another user may read can be read")
    if _works(bait.public.read_bytes):
        yield Escape("read", "a file in another run's folder can be read")


def _writing(bait: Bait, own: tuple[Path, ...]) -> Iterator[Escape]:
    places = {
        Path(name) for name in ("/", "/etc", "/usr", "/usr/local", "/var", "/home", "/root", "/opt", "/run", "/dev")
    }
    places |= {bait.folder, Path(os.__file__).parent, *(folder.parent for folder in own)}
    # The way to a folder of its own in /tmp leads through its own /tmp.
    scratch = tuple(Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm"))
    for folder in sorted(places - set(own)):
        if any(one == folder or one in folder.parents for one in scratch):
            continue
        file = folder / f".tank-probe-{os.getpid()}"
        if _works(lambda: os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))):
            os.unlink(file)
            yield Escape("write", f"a file can be written in {folder}")


def _root() -> Iterator[Escape]:
    with open("/proc/self/status", encoding="ascii", errors="replace") as file:
        sets = [line.split() for line in file if line.startswith(("CapEff", "CapPrm", "CapBnd"))]
    if any(int(value, 16) for _, value in sets):
        yield Escape("root", "some of root's rights are left")
    if os.getuid() != 0 and _works(lambda: os.setuid(0)):
        yield Escape("root", "it can become root")
    if _works(lambda: libc.mount("tmpfs", os.getcwd(), "tmpfs", 0)):
        libc.unmount(os.getcwd())
        yield Escape("root", "it can mount file systems")
    if _works(lambda: libc.unshare(libc.CLONE_NEWUSER)):
        yield Escape("root", "it can make itself root of a namespace")


def _environment() -> Iterator[Escape]:
    try:
        with open("/proc/self/environ", "rb") as file:
            block = file.read().strip(b"\0")
    except OSError:
        block = b""
    unknown = sorted(set(os.environ) - ALLOWED)
    if block or unknown:
        yield Escape("environment", f"variables of the supervisor can be read ({', '.join(unknown) or 'in memory'})")
