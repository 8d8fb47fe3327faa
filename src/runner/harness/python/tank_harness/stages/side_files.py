"""Which files lie in the folder of a side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tank_harness.bundle import Files
from tank_harness.run_failure import RunFailure

if TYPE_CHECKING:
    from tank_harness.run import Run


def problem_files(run: "Run", with_reference: bool) -> Files:
    """No process with a kernel in it gets the file that holds the reference."""
    files: Files = run.bundle.problem["files"]
    return {name: text for name, text in files.items() if with_reference or name != run.bundle.reference}


def side_files(run: "Run", side: str) -> Files:
    """A side's folder: the problem's own files and the kernel's."""
    return {**problem_files(run, False), **run.bundle.sides[side]}


def evaluator_files(run: "Run", side: str) -> Files:
    """For the problem's own evaluator, which holds the reference beside the kernel: a side can't put its own there.

    Raises RunFailure.
    """
    problem, own = problem_files(run, True), run.bundle.sides[side]
    for name in own:
        if name in problem:
            text = "its file %s has the name of one of the problem's own" % name
            raise RunFailure(run.blame(side), "build", "error", text)
    return {**problem, **own}
