"""What a process does that runs programs of a problem for the supervisor: its build command, or its own evaluator."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

from tank_harness.compiled_files import names_below
from tank_harness.errors import describe
from tank_harness.kernel_server import versions
from tank_harness.moved_files import adopt_compiled, collect_artefacts, harvest_compiled, place_artefacts

Reply = Dict[str, Any]

#: Folders below a process's own: the side's files, in which programs run, and the lists of cases beside it.
WORKPLACE = "side"
CASES = "cases"


class ProgramServer:
    """Holds no code of anybody's: whatever runs is a program of its own, in the same sandbox."""

    def __init__(self, device: str, folder: str) -> None:
        self.device = device
        self.folder = folder
        self.workplace = os.path.join(folder, WORKPLACE)
        self.given = names_below(Path(self.workplace))

    def handle(self, request: Dict[str, Any], fds: List[int]) -> Tuple[Reply, List[int]]:
        operation: Callable[..., Any] = getattr(self, "do_" + request["do"])
        arguments = {key: value for key, value in request.items() if key != "do"}
        if fds:
            arguments["fd"] = fds[0]
        try:
            answer = operation(**arguments)
            reply, sent = answer if isinstance(answer, tuple) else (answer, [])
            return reply, sent
        except Exception as error:
            return {"error": describe(error, self.folder)}, []

    def do_facts(self) -> Reply:
        return {"versions": versions(self.device), "clocks": ["evaluator"], "l2Bytes": None}

    def do_run(self, command: List[str], environment: Dict[str, str], fd: int = -1) -> Reply:
        """Runs a program to its end, in the side's folder. `status`: its exit code, or minus the signal that ended it.

        `fd`: a pipe for its results, whose number it finds in POPCORN_FD.
        """
        kept = () if fd < 0 else (fd,)
        told = {} if fd < 0 else {"POPCORN_FD": str(fd)}
        try:
            process = subprocess.Popen(
                command, cwd=self.workplace, env={**os.environ, **environment, **told}, pass_fds=kept
            )
        finally:
            for each in kept:
                os.close(each)
        return {"status": process.wait()}

    def do_adopt(self, size: int, fd: int) -> Reply:
        return {"adopted": adopt_compiled(fd, size)}

    def do_harvest(self) -> Tuple[Reply, List[int]]:
        return harvest_compiled()

    def do_place(self, size: int, fd: int) -> Reply:
        place_artefacts(fd, size, self.workplace)
        return {}

    def do_collect(self) -> Tuple[Reply, List[int]]:
        """What was built, beside the files that were there from the start."""
        return collect_artefacts(self.workplace, self.given)
