"""A process of a run, as the supervisor holds it."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

from tank_harness.answers import is_answer
from tank_harness.channel import Channel, ChannelClosed, ForgedFrame, Message, ReplyLate
from tank_harness.log_tail import LogTail
from tank_harness.own_failure import oom_kills
from tank_harness.sandbox.cgroup import Cgroup, create_cgroup
from tank_harness.sandbox.processes import read_process
from tank_harness.sandbox.reap import kill_tree
from tank_harness.sandbox.remove_folder import remove_files_of
from tank_harness.sandbox.uids import ClaimedUser

#: Forking, building the sandbox and making a CUDA context took 0.5 s on an H100.
READY_S = 60.0
#: What a process may keep in its folder, compilers' caches among it; it is in memory and goes with the process.
WORK_BYTES = 2 << 30
#: What mostly stands behind a signal, for who reads it at night.
MEANINGS: Dict[int, str] = {
    signal.SIGSEGV: ": it touched memory that is not its own",
    signal.SIGBUS: ": it touched memory that is not there",
    signal.SIGABRT: ": it, or a library that it called, gave up",
    signal.SIGFPE: ": an integer was divided by zero",
    signal.SIGILL: ": it ran an instruction that this processor does not have",
    signal.SIGXFSZ: ": it wrote a file that is too large",
}


class SandboxRefused(Exception):
    """The machine can't start a process in this tier; `log` is what that process printed."""

    def __init__(self, text: str, log: str = "") -> None:
        super().__init__(text)
        self.log = log


@dataclass(frozen=True)
class Spawn:
    """What a new process is to be."""

    role: str
    tier: str
    #: A user that nobody else is; None where only root could give it one.
    user: Optional[ClaimedUser]
    work: Path
    device: str
    memory_bytes: int
    log_bytes: int
    shared: Tuple[int, ...]
    environment: Dict[str, str]

    @property
    def uid(self) -> int:
        return os.getuid() if self.user is None else self.user.uid


class Zygote:
    """The supervisor's end of the warm parent."""

    def __init__(self, pid: int, sock: socket.socket) -> None:
        self.pid = pid
        self.channel = Channel(sock)
        self._missing: Optional[Dict[str, str]] = None
        self._lock = threading.RLock()

    def is_alive(self) -> bool:
        process = read_process(self.pid)
        return process is not None and process.alive

    def missing(self) -> Dict[str, str]:
        """What could not be imported, and why; waits until everything else is."""
        with self._lock:
            if self._missing is None:
                self._missing = dict(self.channel.receive()[0]["missing"])
            return self._missing

    def ask(self, request: Message, fds: Sequence[int] = ()) -> Message:
        with self._lock:
            self.missing()
            self.channel.send(request, fds)
            return self.channel.receive()[0]


class ChildProcess:
    """Started, asked, killed. Whatever it says is as untrusted as the kernels that it holds."""

    def __init__(self, zygote: Zygote, spawn: Spawn) -> None:
        self.zygote = zygote
        self.role = spawn.role
        self.spawn = spawn
        self.log = LogTail(spawn.log_bytes)
        token = secrets.token_hex(16)
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours, token)
        self.cgroup: Optional[Cgroup] = create_cgroup("tank-%s-%s" % (os.getpid(), token[:8]), spawn.memory_bytes)
        request = {
            "do": "spawn",
            "plan": plan_message(spawn, self.cgroup),
            "environment": spawn.environment,
            "job": {"role": spawn.role, "device": spawn.device, "folder": str(spawn.work), "token": token},
        }
        self._oom_kills = oom_kills()
        #: Whether it was ended because the machine, not it alone, ran out of memory.
        self.is_starved = False
        reply = zygote.ask(request, (theirs.fileno(), self.log.write_end, *spawn.shared))
        theirs.close()
        self.log.close_write_end()
        if "refused" in reply:
            raise SandboxRefused(str(reply["refused"]))
        self.pid = int(reply["pid"])
        self.status: Optional[int] = None
        self.is_over = False
        self._number = 0
        self._asked = ""

    def wait_ready(self) -> None:
        """Raises SandboxRefused where it can't begin; no kernel is in it yet."""
        try:
            reply, _ = self.channel.receive(READY_S)
        except ReplyLate as cause:
            self.kill()
            text = "the %s process was not ready after %g s" % (self.role, READY_S)
            raise SandboxRefused(text, self.log.text()) from cause
        except ChannelClosed as cause:
            text = "the %s process %s" % (self.role, self.death())
            raise SandboxRefused(text, self.log.text()) from cause
        if "refused" in reply:
            raise SandboxRefused(str(reply["refused"]))

    def ask(self, request: Message, limit_s: float, fds: Sequence[int] = ()) -> Tuple[Message, List[int]]:
        """One request and its answer. Raises ReplyLate, ChannelClosed or ForgedFrame."""
        self.begin(request, fds)
        return self.finish(limit_s)

    def begin(self, request: Message, fds: Sequence[int] = ()) -> None:
        """Sends a request, whose answer `finish` takes."""
        self._number += 1
        self._asked = str(request["do"])
        self.channel.send({**request, "number": self._number}, fds)

    def finish(self, limit_s: float) -> Tuple[Message, List[int]]:
        """An answer has its request's number: one that came too early, or twice, was sent by somebody else."""
        reply, fds = self.channel.receive(limit_s)
        if reply.pop("number", None) != self._number:
            raise ForgedFrame("an answer to a question that was not asked")
        # The problem's own code answers in ways of its own, and nobody forges it.
        if self.role != "reference" and not is_answer(self._asked, reply):
            raise ForgedFrame("an answer that is none")
        return reply, fds

    def is_alive(self) -> bool:
        process = read_process(self.pid)
        return process is not None and process.alive

    def kill(self) -> None:
        """Ends it and everything that it started; nothing of it is left afterwards."""
        if self.is_over:
            return
        self.is_over = True
        user = self.spawn.user
        uid = None if user is None else user.uid
        is_namespaced = self.spawn.tier != "container" and self.status is None
        kill_tree(self.pid, self.cgroup, uid=uid, is_namespaced=is_namespaced)
        if self.status is None:
            self.status = self.zygote.ask({"do": "reap", "pid": self.pid})["status"]
        if self.cgroup is not None:
            self.cgroup.remove()
        if user is not None:
            remove_files_of(user.uid)
        self.channel.close()

    def death(self) -> str:
        """How it ended, in words, after it ended by itself."""
        self.status = self.zygote.ask({"do": "reap", "pid": self.pid})["status"]
        status = self.status
        has_outgrown = self.cgroup is not None and self.cgroup.has_outgrown()
        self.kill()
        if status == -signal.SIGKILL and has_outgrown:
            return "was ended for using more than its %d MB of memory" % (self.spawn.memory_bytes >> 20)
        self.is_starved = status == -signal.SIGKILL and oom_kills() > self._oom_kills
        if status is None:
            return "stopped answering"
        if status < 0 or status > 128:
            number = -status if status < 0 else status - 128
            return "was killed by %s%s" % (signal_name(number), MEANINGS.get(number, ""))
        return "ended itself with exit code %d before its work was done" % status


def plan_message(spawn: Spawn, cgroup: Optional[Cgroup]) -> Dict[str, Any]:
    return {
        "tier": spawn.tier,
        "uid": spawn.uid,
        "gid": spawn.uid,
        "work": str(spawn.work),
        "allow_gpu": spawn.device == "cuda",
        "memory_bytes": spawn.memory_bytes,
        "work_bytes": WORK_BYTES,
        "cgroup": None if cgroup is None else str(cgroup.folder),
    }


def signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "signal %d" % number
