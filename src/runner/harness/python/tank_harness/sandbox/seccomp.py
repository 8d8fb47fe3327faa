"""A filter of system calls that no kernel needs and that lead around the namespaces.

AF_VSOCK reaches a virtual machine's host and io_uring opens sockets unseen, whatever the network namespace; new
namespaces give capabilities back; bpf, perf and userfaultfd are where kernels of operating systems break; shared
memory and queues of System V outlive who made them.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

from . import libc

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

_NUMBERS: dict[str, dict[str, int]] = {
    "x86_64": {
        "socket": 41, "clone": 56, "ptrace": 101, "pivot_root": 155, "chroot": 161, "mount": 165, "umount2": 166,
        "add_key": 248, "request_key": 249, "keyctl": 250, "unshare": 272, "perf_event_open": 298,
        "open_by_handle_at": 304, "setns": 308, "bpf": 321, "userfaultfd": 323,
        "shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240,
    },
    "aarch64": {
        "socket": 198, "clone": 220, "ptrace": 117, "pivot_root": 41, "chroot": 51, "mount": 40, "umount2": 39,
        "add_key": 217, "request_key": 218, "keyctl": 219, "unshare": 97, "perf_event_open": 241,
        "open_by_handle_at": 265, "setns": 268, "bpf": 280, "userfaultfd": 282,
        "shmget": 194, "semget": 190, "msgget": 186, "mq_open": 180,
    },
}  # fmt: skip

#: The same on every architecture: io_uring_setup, open_tree, move_mount, fsopen, fsmount, mount_setattr.
_NEW_NUMBERS = (425, 428, 429, 430, 432, 442)
_CLONE3 = 435
_X32_BIT = 0x40000000

_NAMESPACES = (
    libc.CLONE_NEWNS | libc.CLONE_NEWCGROUP | libc.CLONE_NEWUTS | libc.CLONE_NEWIPC
    | libc.CLONE_NEWUSER | libc.CLONE_NEWPID | libc.CLONE_NEWNET
)  # fmt: skip

#: AF_UNIX, AF_INET, AF_INET6, AF_NETLINK: what a network namespace contains.
_FAMILIES = (1, 2, 10, 16)

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_NUMBER_AT, _ARCH_AT, _FIRST_ARGUMENT_AT = 0, 4, 16  # little endian: the low half comes first

_Instruction = tuple[int, int, int, int]


def _refuse(code: int) -> _Instruction:
    return (_RETURN, 0, 0, _ERRNO | code)


def _program(machine: str) -> list[_Instruction]:
    """The filter, as (code, jump if true, jump if false, operand): each block falls through to the next."""
    calls = _NUMBERS[machine]
    barred = [number for name, number in calls.items() if name not in ("socket", "clone")]
    program: list[_Instruction] = [
        (_LOAD, 0, 0, _ARCH_AT),
        (_EQUAL, 1, 0, _AUDIT_ARCH[machine]),
        _refuse(errno.EPERM),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, 0, 1, _X32_BIT),
        _refuse(errno.EPERM),
    ]
    for number in (*barred, *_NEW_NUMBERS):
        program += [(_EQUAL, 0, 1, number), _refuse(errno.EPERM)]
    # Its flags are in memory, where a filter can't look: libc falls back to clone.
    program += [(_EQUAL, 0, 1, _CLONE3), _refuse(errno.ENOSYS)]
    program += [
        (_EQUAL, 0, 4, calls["clone"]),
        (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        (_ANY_BIT, 0, 1, _NAMESPACES),
        _refuse(errno.EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    program += [(_EQUAL, 0, len(_FAMILIES) + 2, calls["socket"]), (_LOAD, 0, 0, _FIRST_ARGUMENT_AT)]
    for index, family in enumerate(_FAMILIES):
        program += [(_EQUAL, len(_FAMILIES) - index, 0, family)]
    program += [_refuse(errno.EAFNOSUPPORT), (_RETURN, 0, 0, _ALLOW)]
    return program


class _FilterProgram(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def bar_system_calls() -> bool:
    """Installs the filter for this process and all that it starts, for good; needs no_new_privs.

    False where the machine has no such filter: the probe then tells what is open.
    """
    machine = platform.machine()
    if machine not in _NUMBERS:
        return False
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in _program(machine))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = _FilterProgram(len(code) // 8, ctypes.addressof(buffer))
    try:
        libc.prctl(libc.PR_SET_SECCOMP, 2, ctypes.addressof(program))
    except OSError:
        return False
    return True
