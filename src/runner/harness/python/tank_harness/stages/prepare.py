"""What the reference does before a kernel is called: the machine's rates, and every case's inputs and right outputs."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from tank_harness import shared_memory
from tank_harness.asking import ask_kernel, ask_reference
from tank_harness.background import Background
from tank_harness.bundle import Case
from tank_harness.child_process import ChildProcess
from tank_harness.seeds import seed_for

if TYPE_CHECKING:
    from tank_harness.run import Run

#: Sets of one benchmark case that rotate while it is timed (MEASURING.md: at least four).
SETS = 4
#: Contents beyond those: one takes the place of others while a case is timed, one is kept for the check after it.
SPARE = 2
#: Room for the outputs of a block's looked-at calls.
MOST_OUTPUTS = 3
PREPARE_MS = 180_000.0
LOAD_MS = 120_000.0
START_MS = 60_000.0


@dataclass
class Inputs:
    """One case's contents, as the reference wrote them into a sealed file."""

    case: Case
    fd: int
    manifests: List[Dict[str, Any]]
    sets: int
    #: Buffers of a set that take results, by their numbers.
    outputs: List[int] = field(default_factory=list)
    #: Which contents each set of the pair process has now.
    contents: List[int] = field(default_factory=list)


class Preparation:
    """Goes on beside the compilers: a case's inputs can be had as soon as they are there."""

    def __init__(self, run: "Run", reference: ChildProcess, outbox: int, inbox: int) -> None:
        self.run = run
        self.reference = reference
        self.outbox = outbox
        self.inbox = inbox
        self.output_bytes = 0
        self.rates: Optional[Dict[str, Any]] = None
        self.work: List[Dict[str, Any]] = []
        self._changed = threading.Condition()
        self._ready: Dict[str, Inputs] = {}
        self._error: Optional[BaseException] = None
        self._thread = Background(self._work_through)

    @property
    def labels(self) -> List[str]:
        bundle = self.run.bundle
        return [case.label for case in [*bundle.tests, *bundle.benchmarks]]

    def inputs(self, label: str) -> Inputs:
        """Waits for a case. Raises RunFailure of the runner where the reference failed."""
        with self._changed:
            self._changed.wait_for(lambda: label in self._ready or self._error is not None)
            if label not in self._ready:
                assert self._error is not None
                raise self._error
            return self._ready[label]

    def finish(self) -> Dict[str, Inputs]:
        """Waits for everything; from then on outputs have their place."""
        self._thread.result()
        return self._ready

    def join(self) -> None:
        self._thread.join()

    def _work_through(self) -> None:
        try:
            self._all()
        except BaseException as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()
            raise

    def _all(self) -> None:
        bundle = self.run.bundle
        self.reference.wait_ready()
        opening = {"do": "open", "entry": bundle.reference, "tolerance": bundle.problem.get("tolerance")}
        ask_reference(self.reference, opening, START_MS, "build")
        # Before any kernel runs on this machine, so that nothing slows it down.
        self.rates = ask_reference(self.reference, {"do": "rates"}, START_MS, "build")[0]["rates"]
        for case in [*bundle.tests, *bundle.benchmarks]:
            inputs = self._prepare(case)
            with self._changed:
                self._ready[case.label] = inputs
                self._changed.notify_all()
        self._note_work()
        size = shared_memory.aligned(self.output_bytes * MOST_OUTPUTS + 4096)
        for fd in (self.inbox, self.outbox):
            os.ftruncate(fd, size)
            shared_memory.fix_size(fd)
        self.output_bytes = size

    def _prepare(self, case: Case) -> Inputs:
        timed = case.label in self.run.bundle.timed
        sets = SETS if timed else 1
        count = sets + (SPARE if timed else 1)
        contents = [[seed_for(self.run.bundle.secret, case.label, content)] for content in range(count)]
        if timed:
            # What takes the place of others while a case is timed looks like one of them at a glance.
            contents[SETS] = [*contents[0], *contents[SETS]]
        request = {"do": "prepare", "label": case.label, "spec": case.spec, "contents": contents}
        reply, fds = ask_reference(self.reference, request, PREPARE_MS, "build", case.label)
        self.output_bytes = max(self.output_bytes, reply["outputBytes"] or reply["inputBytes"])
        return Inputs(case, self.run.processes.own(fds[0]), reply["manifests"], sets, contents=list(range(sets)))

    def _note_work(self) -> None:
        for case in self.run.bundle.benchmarks:
            request = {"do": "work", "spec": case.spec}
            work = ask_reference(self.reference, request, START_MS, "build", case.label)[0].get("work")
            if work is not None:
                self.work.append({"label": case.label, "bytes": work["bytes"], "operations": work["operations"]})


def load(run: "Run", child: ChildProcess, inputs: Inputs, stage: str) -> None:
    """Gives a process a case's inputs, and tells it which buffers take results once that is known."""
    label = inputs.case.label
    request = {"do": "load", "label": label, "manifests": inputs.manifests, "sets": inputs.sets}
    ask_kernel(child, request, LOAD_MS, "runner", stage, label, (inputs.fd,))
    if inputs.outputs:
        name_outputs(child, inputs, stage)


def name_outputs(child: ChildProcess, inputs: Inputs, stage: str) -> None:
    request = {"do": "outputs", "label": inputs.case.label, "outputs": inputs.outputs}
    ask_kernel(child, request, LOAD_MS, "runner", stage, inputs.case.label)


def unload(child: ChildProcess, inputs: Inputs, stage: str) -> None:
    ask_kernel(child, {"do": "unload", "label": inputs.case.label}, LOAD_MS, "runner", stage, inputs.case.label)
