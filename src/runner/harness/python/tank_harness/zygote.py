"""The warm parent: has torch imported and CUDA untouched, knows no secret, and forks the processes of runs."""

from __future__ import annotations

import importlib
import os
import signal
import socket
import sys
import time
import traceback
from typing import Any, Dict, List, Optional

from tank_harness.channel import Channel, ChannelClosed
from tank_harness.child import serve
from tank_harness.own_failure import own_failure
from tank_harness.sandbox.enter import enter
from tank_harness.sandbox.plan import SandboxPlan
from tank_harness.plan_message import plan_from

#: Waiting for a killed process to be gone.
REAP_S = 10.0


def import_early() -> Dict[str, str]:
    """Imports once what every process needs. Returns what is missing and why, which only a GPU run minds."""
    missing: Dict[str, str] = {}
    for name in ("torch", "triton"):
        try:
            importlib.import_module(name)
        except Exception as error:  # a broken installation raises anything
            missing[name] = "%s: %s" % (type(error).__name__, error)
    torch = sys.modules.get("torch")
    if torch is not None and "torch" not in missing:
        torch.set_grad_enabled(False)
    return missing


def run_zygote(sock: socket.socket) -> None:
    """Serves the supervisor until it goes away."""
    channel = Channel(sock)
    missing = import_early()
    channel.send({"ready": True, "missing": missing})
    children: Dict[int, int] = {}
    while True:
        try:
            request, fds = channel.receive()
        except ChannelClosed:
            for pid in children:
                kill(pid)
            os._exit(0)
        if request["do"] == "spawn":
            request["parent"] = os.getpid()
            try:
                pid = os.fork()
            except OSError as error:
                close_all(fds)
                channel.send({"refused": own_failure(error)})
                continue
            if pid == 0:
                become_child(sock, request, fds)
            children[pid] = pid
            close_all(fds)
            channel.send({"pid": pid})
        else:
            channel.send({"status": reap(request["pid"])})
            children.pop(request["pid"], None)


def become_child(zygote_sock: socket.socket, request: Dict[str, Any], fds: List[int]) -> None:
    """Never returns. `fds`: the child's socket, its log, then its shared files."""
    try:
        zygote_sock.close()
        own, log, shared = fds[0], fds[1], fds[2:]
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        keep = (0, 1, 2, own, *shared)
        channel = socket.socket(fileno=own)
        plan: SandboxPlan = plan_from(request["plan"], keep)
        try:
            enter(plan, request["parent"])
        except Exception as error:
            Channel(channel, request["job"]["token"]).send({"refused": str(error)})
            os._exit(9)
        os.environ.update(request["environment"])
        serve(request["job"], channel, shared)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(8)


def close_all(fds: List[int]) -> None:
    for fd in fds:
        os.close(fd)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def reap(pid: int) -> Optional[int]:
    """The exit status as os.waitstatus_to_exitcode gives it; None where it is not over."""
    end = time.monotonic() + REAP_S
    while time.monotonic() < end:
        try:
            done, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return None
        if done == pid:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    return None
