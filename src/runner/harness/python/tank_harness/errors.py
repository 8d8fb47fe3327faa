"""Exceptions as a person wants to read them: the innermost cause first, in the kernel's own file and line."""

from __future__ import annotations

import os
import re
import traceback
from typing import Any, Dict, List, Optional

from tank_harness.compiler_output import first_errors, sources_in

#: What the CUDA runtime says when the code itself went wrong on the device; the process is lost after any of them.
DEVICE_FAULTS = (
    "illegal memory access",
    "misaligned address",
    "device-side assert",
    "unspecified launch failure",
    "illegal instruction",
    "invalid program counter",
    "hardware stack error",
)
MOST_LINES = 3
#: What the loader names the harness's own files, and what Python names its import system.
OUR_FILES = ("<harness>/", "<frozen importlib")
#: Folders below a process's own in which the kernels' files lie.
SIDES = ("baseline", "candidate")


class PlainError(Exception):
    """One whose text says it all: neither its name nor its way here tells more."""


def describe(error: BaseException, folder: str) -> Dict[str, str]:
    """`kind` as in a FailureFact, `message` of at most three lines, `log`: the traceback from the kernel's files on."""
    innermost = innermost_of(error)
    if isinstance(innermost, PlainError):
        return {"kind": "error", "message": str(innermost), "log": ""}
    told = traceback.TracebackException(type(error), error, error.__traceback__)
    leave_out_our_frames(told, isinstance(innermost, SyntaxError))
    text = "".join(told.format())
    compiler = compiler_errors(error, folder)
    message = "\n".join(compiler) if compiler else message_of(innermost, error, folder)
    return {"kind": kind_of(error), "message": message, "log": shorten(text, folder)}


def compiler_errors(error: BaseException, folder: str) -> List[str]:
    """What a compiler that was called on the way said: an exception of torch's only names its command."""
    own = own_frames(error, folder)
    place = os.path.dirname(own[-1].filename) if own else folder
    names = os.listdir(place) if os.path.isdir(place) else []
    for each in chain_of(error):
        found = first_errors(shorten(str(each), folder), sources_in(place, names))
        if found:
            return found
    return []


def leave_out_our_frames(told: traceback.TracebackException, is_syntax: bool) -> None:
    """How the harness came to the kernel tells nobody anything; where all went wrong in the harness, it stays.

    `is_syntax`: the kernel's place stands in the error itself.
    """
    own = [frame for frame in told.stack if not frame.filename.startswith(OUR_FILES)]
    if own or is_syntax:
        told.stack = traceback.StackSummary.from_list(own)
    for inner in (told.__cause__, told.__context__):
        if inner is not None:
            leave_out_our_frames(inner, is_syntax)


def innermost_of(error: BaseException) -> BaseException:
    """The end of the chain of causes: a compiler wraps what went wrong in what it was doing."""
    return chain_of(error)[-1]


def chain_of(error: BaseException) -> List[BaseException]:
    """An exception, then what caused it, and so on."""
    seen: List[BaseException] = [error]
    while True:
        last = seen[-1]
        inner = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        if inner is None or inner in seen:
            return seen
        seen.append(inner)


def kind_of(error: BaseException) -> str:
    return "limit" if isinstance(error, MemoryError) else kind_of_text(type(error).__name__, str(error))


def kind_of_text(name: str, text: str) -> str:
    """`limit` for memory, `crash` where the device itself stopped the code, else `error`."""
    if name in ("MemoryError", "OutOfMemoryError") or "out of memory" in text.lower():
        return "limit"
    if "CUDA" in text and any(fault in text for fault in DEVICE_FAULTS):
        return "crash"
    return "error"


def message_of(innermost: BaseException, outer: BaseException, folder: str) -> str:
    place = place_of(innermost, folder) or place_of(outer, folder)
    if isinstance(innermost, SyntaxError):
        where = "%s:%s" % (shorten(innermost.filename or "?", folder), innermost.lineno)
        return "%s: %s: %s" % (where, type(innermost).__name__, innermost.msg)
    lines = [line.rstrip() for line in str(innermost).splitlines() if line.strip()]
    name = type(innermost).__name__
    if not lines:
        return prefixed(place, name)
    # Triton quotes the kernel's source with a caret first; what is wrong stands below.
    caret = max((index for index, line in enumerate(lines) if line.strip() == "^"), default=-1)
    useful = lines[caret + 1 :] or lines
    if caret >= 0:
        place = triton_place(lines, outer, folder) or place
    return prefixed(place, "%s: %s" % (name, shorten("\n".join(useful[:MOST_LINES]), folder)))


def prefixed(place: Optional[str], text: str) -> str:
    return "%s: %s" % (place, text) if place else text


def place_of(error: BaseException, folder: str) -> Optional[str]:
    """The last line of the kernel's own files that the error came through."""
    own = own_frames(error, folder)
    return "%s:%s" % (shorten(own[-1].filename, folder), own[-1].lineno) if own else None


def own_frames(error: BaseException, folder: str) -> List[traceback.FrameSummary]:
    frames = traceback.extract_tb(error.__traceback__)
    return [frame for frame in frames if frame.filename.startswith(folder + os.sep)]


def triton_place(lines: List[str], outer: BaseException, folder: str) -> Optional[str]:
    """`at 12:8:` counts from the first line of the jitted function."""
    found = re.match(r"at (\d+):\d+:", lines[0])
    function: Any = getattr(outer, "src", None)
    return "line %s of its kernel" % found.group(1) if found and function is not None else None


def shorten(text: str, folder: str) -> str:
    """The kernel's own files by their names, without the folders that this run happened to put them in."""
    for side in SIDES:
        text = text.replace(os.path.join(folder, side) + os.sep, "")
    return text.replace(folder + os.sep, "")
