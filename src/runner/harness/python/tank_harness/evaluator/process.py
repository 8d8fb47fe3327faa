"""One process of a problem's evaluator, with one side's files, from its start to its death."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Dict, List, NamedTuple, Optional, Sequence

from tank_harness.asking import ask_kernel
from tank_harness.bundle import Case
from tank_harness.child_process import ChildProcess
from tank_harness.compiled_store import adopt, harvest
from tank_harness.evaluator.case_lines import case_lines
from tank_harness.evaluator.results import Results, parse_results
from tank_harness.log_tail import LogTail
from tank_harness.nvcc import PROGRAM
from tank_harness.program_server import CASES, WORKPLACE
from tank_harness.run_failure import RunFailure
from tank_harness.stages.artefacts import own_names, place_artefacts
from tank_harness.stages.prepare import START_MS
from tank_harness.stages.side_files import evaluator_files

if TYPE_CHECKING:
    from tank_harness.run import Run

CASES_FILE = "cases.txt"
#: Results of 100 cases are some 20 kB; who writes more was not the evaluator.
MOST_RESULT_BYTES = 1 << 20

#: A worker of a pool that a signal ends says so, and where; nobody else would.
ENVIRONMENT = {"PYTHONFAULTHANDLER": "1"}


class Ended(NamedTuple):
    results: Results
    #: The exit code, or minus the signal that ended it; None where its time was over.
    status: Optional[int]
    log: str
    #: Why it was ended, where it did not end by itself.
    failure: Optional[RunFailure]


def run_process(
    run: "Run", side: str, stage: str, mode: str, cases: Sequence[Case], seed: int, limit_ms: float, is_first: bool
) -> Ended:
    """Raises RunFailure or Tampering only for what is not the evaluator's own end.

    `is_first`: of this mode and side, so that compilers may take their time; the next ones load what they made.
    """
    files = evaluator_files(run, side)
    # What nvcc built has everything in it; its sources hold the answers as well.
    workplace = {} if run.bundle.lang == "cu" else files
    role = "%s-program" % side
    child = run.processes.start(role, {WORKPLACE: workplace, CASES: {CASES_FILE: case_lines(cases)}})
    try:
        child.wait_ready()
        if stage == "check":
            note_facts(run, child)
        place_artefacts(run, child, None)
        compiled = run.compiled.get(files)
        if compiled is not None:
            adopt(child, compiled)
        pipe = LogTail(MOST_RESULT_BYTES)
        command = [*program(run), mode, "../%s/%s" % (CASES, CASES_FILE)]
        environment = {"POPCORN_SEED": str(seed), **gpus_told(run), **ENVIRONMENT}
        request = {"do": "run", "command": command, "environment": environment}
        status: Optional[int] = None
        failure: Optional[RunFailure] = None
        try:
            reply = ask_kernel(
                child, request, limit_ms, run.blame(side), stage, whole_limit_ms=limit_ms, fds=(pipe.write_end,)
            )
            status = int(reply["status"])
        except RunFailure as ended:
            failure = ended
        finally:
            pipe.close_write_end()
        results = parse_results(pipe.text())
        if status is not None and results.check == "pass" and is_first:
            run.compiled.put(files, harvest(child, run.blame(side)))
        return Ended(results, status, own_names(child, child.log.text(0)), failure)
    finally:
        child.kill()


def gpus_told(run: "Run") -> Dict[str, str]:
    """Evaluators of several GPUs ask how many there are; left out, one is assumed."""
    count = run.machine.gpus()
    return {} if count == 0 else {"POPCORN_GPUS": str(count)}


def program(run: "Run") -> List[str]:
    if run.bundle.lang == "cu":
        return ["./" + PROGRAM]
    return [sys.executable or "python3", str(run.bundle.problem["config"]["main"])]


def note_facts(run: "Run", child: ChildProcess) -> None:
    facts = ask_kernel(child, {"do": "facts"}, START_MS, "runner", "build")
    run.draft.versions.update(facts["versions"])
