"""What a Python program printed when it died: its tracebacks, the cause first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Collection, List, Optional, Tuple

HEAD = "Traceback (most recent call last):"
FRAME = re.compile(r'^\s+File "(?P<file>[^"]+)", line (?P<line>\d+)(?:, in (?P<function>.+))?$')
ERROR = re.compile(r"^(?P<name>[A-Za-z_][\w.]*)(?:: (?P<text>.*))?$")
#: What ends an error's own lines: the next traceback's introduction, or the quotes of one that came from another process.
END = re.compile(r'^(""".*|The above exception was the direct cause.*|During handling of the above exception.*|Traceback \(most.*)$')


@dataclass(frozen=True)
class Frame:
    #: The file's own name, without its folder.
    file: str
    line: int
    #: `<module>` while a file is imported; None where the file could not be read as Python.
    function: Optional[str]


@dataclass(frozen=True)
class Traceback:
    frames: Tuple[Frame, ...]
    #: The exception's class, without its module.
    name: str
    text: str

    def own(self, names: Collection[str]) -> List[Frame]:
        return [frame for frame in self.frames if frame.file in names]


def tracebacks_in(log: str) -> List[Traceback]:
    """In the order printed, which is the cause before what it led to."""
    lines = log.splitlines()
    found = [read_traceback(lines[index + 1 :]) for index, line in enumerate(lines) if line.strip() == HEAD]
    return [each for each in found if each is not None]


def read_traceback(lines: List[str]) -> Optional[Traceback]:
    frames: List[Frame] = []
    for index, line in enumerate(lines):
        frame = FRAME.match(line)
        if frame is not None:
            file = frame.group("file").rsplit("/", 1)[-1]
            frames.append(Frame(file, int(frame.group("line")), frame.group("function")))
        elif line[:1] not in ("", " "):
            error = ERROR.match(line)
            if error is None:
                return None
            name = error.group("name").rsplit(".", 1)[-1]
            return Traceback(tuple(frames), name, "\n".join([error.group("text") or "", *text_below(lines[index + 1 :])]))
    return None


def text_below(lines: List[str]) -> List[str]:
    """The further lines of an error's text, such as a compiler's output."""
    end = next((index for index, line in enumerate(lines) if END.match(line)), len(lines))
    return lines[:end]


def telling_traceback(log: str, names: Collection[str]) -> Optional[Traceback]:
    """The innermost cause that came through one of the named files, else the innermost of all."""
    found = tracebacks_in(log)
    return next((each for each in found if each.own(names)), found[0] if found else None)
