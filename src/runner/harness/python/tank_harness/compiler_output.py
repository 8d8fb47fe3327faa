"""The first real errors in what compilers printed, in the kernel's own file and line; never a command line of ninja's."""

from __future__ import annotations

import os
import re
from typing import Dict, List, Mapping, Optional, Tuple

#: nvcc's front end: `kernel.cu(12): error: …`; gcc and clang: `kernel.cpp:12:5: error: …`.
NVCC = re.compile(r"^(?P<file>[^\s():][^():]*)\((?P<line>\d+)\): (?:catastrophic )?error(?: #[\w-]+)?: (?P<text>.+)$")
GCC = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?:\d+:)? (?:fatal )?error: (?P<text>.+)$")
#: ptxas counts the lines of a file that nobody wrote by hand.
PTXAS = re.compile(r"^ptxas \S+, line \d+; (?:error|fatal)\s*: (?P<text>.+)$")
TOOL = re.compile(r"^(?P<tool>ptxas|nvlink|nvcc|cicc|fatbinary)\s+(?:error|fatal)\s*: (?P<text>.+)$")
LINKER = re.compile(
    r"^(?:\S*\bld(?:\.\w+)?: .*?|\S+:\(\S+\): )"
    r"(?P<text>(?:undefined reference|undefined symbol|cannot find|multiple definition).*)$"
)
#: Where a template of a library was asked for: nvcc says it below the error, gcc above.
ASKED_FOR = (
    re.compile(r"\bat line (?P<line>\d+) of (?P<file>\S+)$"),
    re.compile(r"^(?P<file>[^\s:]+):(?P<line>\d+):\d+:\s+required from"),
)
#: How far from an error its place is looked for.
NEAR_LINES = 25
MOST_ERRORS = 3
#: Of a line: no compiler names a place later than this, and patterns take long over longer ones.
MOST_LOOKED_AT = 1000
MOST_CHARACTERS = 500

#: nvcc quotes code after its own rewriting.
REWRITTEN = re.compile(r"__attribute__\(\((global|device|host|shared|constant)\)\)")


def first_errors(text: str, sources: Mapping[str, str]) -> List[str]:
    """At most three, `file:line: error: …`, in the order printed; none where no compiler said what is wrong.

    `sources`: the kernel's own files. An error in a file that was generated from one of them is told in the lines of
    that one, where the compiler quotes a line that stands in it once.
    """
    lines = text.splitlines()
    found: List[str] = []
    for index, line in enumerate(lines):
        told = error_in(lines, index, line[:MOST_LOOKED_AT].strip("\r"), sources)
        if told is not None and told[:MOST_CHARACTERS] not in found:
            found.append(told[:MOST_CHARACTERS])
        if len(found) == MOST_ERRORS:
            break
    return found


def error_in(lines: List[str], index: int, line: str, sources: Mapping[str, str]) -> Optional[str]:
    placed = NVCC.match(line) or GCC.match(line)
    if placed is not None:
        file, number = own_place(lines, index, placed.group("file"), int(placed.group("line")), sources)
        return "%s:%d: error: %s" % (file, number, placed.group("text").strip())
    generated = PTXAS.match(line)
    if generated is not None:
        return "ptxas: error: %s" % generated.group("text").strip()
    tool = TOOL.match(line)
    if tool is not None:
        return "%s: error: %s" % (tool.group("tool"), tool.group("text").strip())
    linker = LINKER.match(line)
    return None if linker is None else "linker: error: %s" % linker.group("text").strip()


def own_place(
    lines: List[str], index: int, file: str, number: int, sources: Mapping[str, str]
) -> Tuple[str, int]:
    """The kernel's own file and line where that can be told, else the compiler's."""
    name = os.path.basename(file)
    if name in sources:
        return name, number
    return quoted_place(lines, index, sources) or asking_place(lines, index, sources) or (name, number)


def quoted_place(lines: List[str], index: int, sources: Mapping[str, str]) -> Optional[Tuple[str, int]]:
    """`load_inline` writes a kernel's strings into files: the line that was quoted, where it stands in one place only."""
    for quoted in lines[index + 1 : index + 3]:
        # gcc leads it with its number: `   12 | code`.
        code = REWRITTEN.sub(r"__\1__", re.sub(r"^\s*\d+ \| ?", "", quoted)).strip()
        if len(code) < 2 or set(code) <= set("^~ |"):
            continue
        places = [
            (name, number)
            for name, text in sources.items()
            for number, line in enumerate(text.splitlines(), 1)
            if line.strip() == code
        ]
        return places[0] if len(places) == 1 else None
    return None


def asking_place(lines: List[str], index: int, sources: Mapping[str, str]) -> Optional[Tuple[str, int]]:
    below = lines[index + 1 : index + NEAR_LINES]
    above = lines[max(0, index - NEAR_LINES) : index][::-1]
    for pattern, near in zip(ASKED_FOR, (below, above)):
        for line in near:
            found = pattern.search(line.strip())
            if found is not None and os.path.basename(found.group("file")) in sources:
                return os.path.basename(found.group("file")), int(found.group("line"))
            if found is None and (NVCC.match(line) or GCC.match(line)):
                break
    return None


def sources_in(folder: str, names: List[str]) -> Dict[str, str]:
    """The texts of files, without those that can't be read."""
    texts: Dict[str, str] = {}
    for name in names:
        try:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                texts[name] = file.read(1 << 20)
        except OSError:
            continue
    return texts
