"""Frames of JSON over a Unix socket, with file descriptors beside them."""

from __future__ import annotations

import array
import json
import os
import socket
import struct
import time
from typing import Any, Dict, List, Optional, Sequence, Tuple

Message = Dict[str, Any]

#: A block of samples is about 10 kB; nothing that a child says is longer than this.
LONGEST_FRAME = 16 * 1024 * 1024
MOST_FDS = 8


class ChannelClosed(Exception):
    """The other side is gone."""


class ForgedFrame(Exception):
    """Bytes that the child's own harness code did not send."""


class ReplyLate(Exception):
    """No whole frame came in time."""


class Channel:
    """One end of a socket pair. Every frame of a child leads with a token that only its harness code was given."""

    def __init__(self, sock: socket.socket, token: str = "") -> None:
        self.sock = sock
        self.token = token.encode()

    def send(self, message: Message, fds: Sequence[int] = ()) -> None:
        body = self.token + json.dumps(message).encode()
        data = struct.pack("!I", len(body)) + body
        try:
            if fds:
                ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))]
                sent = self.sock.sendmsg([data], ancillary)
                data = data[sent:]
            self.sock.sendall(data)
        except (BrokenPipeError, ConnectionResetError) as cause:
            raise ChannelClosed from cause

    def receive(self, limit_s: Optional[float] = None) -> Tuple[Message, List[int]]:
        """Waits for one frame.

        Raises ReplyLate after `limit_s` seconds, ChannelClosed at the end, ForgedFrame for anything else than a frame.
        """
        deadline = None if limit_s is None else time.monotonic() + limit_s
        fds: List[int] = []
        try:
            (length,) = struct.unpack("!I", self._read(4, deadline, fds))
            if length > LONGEST_FRAME or length < len(self.token):
                raise ForgedFrame("bytes that are no message")
            body = self._read(length, deadline, fds)
            if body[: len(self.token)] != self.token:
                raise ForgedFrame("a message of its own")
            message = json.loads(body[len(self.token) :])
            if not isinstance(message, dict):
                raise ForgedFrame("a message that is no answer")
            return message, fds
        except ValueError as cause:
            raise ForgedFrame("a message that is not JSON") from cause
        except BaseException:
            for fd in fds:
                os.close(fd)
            raise

    def _read(self, count: int, deadline: Optional[float], fds: List[int]) -> bytes:
        parts: List[bytes] = []
        while count > 0:
            if deadline is None:
                self.sock.settimeout(None)
            else:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise ReplyLate
                self.sock.settimeout(left)
            try:
                data, ancillary, _, _ = self.sock.recvmsg(min(count, 1 << 20), socket.CMSG_SPACE(4 * MOST_FDS))
            except socket.timeout as cause:
                raise ReplyLate from cause
            except ConnectionResetError as cause:
                raise ChannelClosed from cause
            for level, kind, payload in ancillary:
                if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                    received = array.array("i")
                    received.frombytes(payload[: len(payload) - len(payload) % received.itemsize])
                    fds.extend(received)
            if not data:
                raise ChannelClosed
            parts.append(data)
            count -= len(data)
        return b"".join(parts)

    def close(self) -> None:
        self.sock.close()
