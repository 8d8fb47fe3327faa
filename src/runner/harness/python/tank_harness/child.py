"""A process of a run, from the moment that it is inside its sandbox."""

from __future__ import annotations

import os
import socket
from typing import Any, Callable, Dict, List, Tuple

from tank_harness.channel import Channel, ChannelClosed
from tank_harness.kernel_server import KernelServer
from tank_harness.program_server import ProgramServer
from tank_harness.reference_server import ReferenceServer
from tank_harness.roles import PROGRAM_ROLES

#: A request and its descriptors; the reply and the descriptors that go with it.
Answer = Callable[[Dict[str, Any], List[int]], Tuple[Dict[str, Any], List[int]]]


def serve(job: Dict[str, Any], sock: socket.socket, fds: List[int]) -> None:
    """Answers requests until the supervisor goes away. `fds` are the process's shared files."""
    channel = Channel(sock, job["token"])
    folder = os.path.join(job["folder"], "files")
    if job["role"] == "reference":
        reference = ReferenceServer(job["device"], folder, fds[0])
        answer: Answer = reference.handle
    elif job["role"] in PROGRAM_ROLES:
        answer = ProgramServer(job["device"], folder).handle
    else:
        kernels = KernelServer(job["device"], folder, fds[0], fds[1])
        answer = kernels.handle

    channel.send({"ready": True})
    while True:
        try:
            request, given = channel.receive()
        except ChannelClosed:
            return
        number = request.pop("number")
        reply, sent = answer(request, given)
        channel.send({**reply, "number": number}, sent)
        for fd in sent:
            os.close(fd)
