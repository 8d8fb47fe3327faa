"""One run, from its bundle to its report."""

from __future__ import annotations

import traceback
from typing import Any, Callable, Dict, Mapping, Optional

from pathlib import Path

from tank_harness.bundle import Bundle
from tank_harness.child_process import SandboxRefused, Zygote
from tank_harness.compiled_store import CompiledStore
from tank_harness.evaluator.evaluate import evaluate
from tank_harness.events import Events
from tank_harness.machine import Machine
from tank_harness.own_failure import own_failure
from tank_harness.process_set import ProcessSet
from tank_harness.report_draft import ReportDraft
from tank_harness.run_failure import RunFailure, Tampering
from tank_harness.run_folder import RunFolder
from tank_harness.sandbox.uids import ClaimedUser
from tank_harness.stages.artefacts import build_artefacts, send_artefacts
from tank_harness.stages.build import build
from tank_harness.stages.check import check
from tank_harness.stages.integrity import measure_alone
from tank_harness.stages.timing import time_cases


class Run:
    """Everything that the stages of one run share."""

    def __init__(
        self, bundle: Bundle, draft: ReportDraft, machine: Machine, processes: ProcessSet, compiled: CompiledStore
    ) -> None:
        self.compiled = compiled
        self.bundle = bundle
        self.draft = draft
        self.machine = machine
        self.processes = processes
        self.events = draft.events
        #: What each side's build left, packed; empty where nothing is built before it is loaded.
        self.artefacts: Dict[str, bytes] = {}
        #: Wall time of that, in ms.
        self.artefacts_ms: Dict[str, float] = {}

    def blame(self, side: str) -> str:
        """Without a candidate both sides are the baseline."""
        return side if self.bundle.candidate is not None else "baseline"


def execute(
    bundle: Bundle,
    events: Events,
    zygote: Zygote,
    root: Path,
    users: Mapping[str, ClaimedUser],
    tier_of: Callable[[Bundle], str],
    harness: Dict[str, str],
    compiled: CompiledStore,
) -> None:
    """Sends events as the run goes, and its report at the end, whatever became of it."""
    draft = ReportDraft(bundle, events)
    draft.clocks = list(bundle.clocks)
    processes: Optional[ProcessSet] = None
    machine: Optional[Machine] = None
    draft.enter("build")
    try:
        machine = Machine(bundle, zygote, events)
        draft.machine = machine.describe()
        draft.tier = tier_of(bundle)
        processes = ProcessSet(zygote, bundle, RunFolder(root), draft.tier, users)
        run = Run(bundle, draft, machine, processes, compiled)
        build_artefacts(run)
        if bundle.build_only:
            send_artefacts(run)
        else:
            # A GPU that others use is waited for only by what is built.
            draft.foreign += machine.wait_until_free()
            run_stages(run)
    except RunFailure as failure:
        draft.failure = failure.fact
    except Tampering as tampering:
        draft.tampering.append(tampering.fact)
    except SandboxRefused as refused:
        draft.failure = RunFailure("runner", draft.stage, "error", str(refused), refused.log).fact
    except Exception as error:  # ours to mend, and no reason to leave the run without a report
        draft.failure = RunFailure("runner", draft.stage, "crash", own_failure(error), traceback.format_exc()).fact
    finally:
        if processes is not None:
            processes.close()
    if machine is not None:
        draft.foreign += machine.foreign("after")
        draft.machine = machine.describe()
    events.send("report", report=draft.finish(harness))


def run_stages(run: Run) -> None:
    if run.bundle.by_evaluator:
        evaluate(run)
        return
    built = build(run)
    check(run, built, "check")
    if not run.bundle.timed or run.draft.has_mismatch():
        return
    time_cases(run, built)
    check(run, built, "recheck")
    if run.bundle.integrity and not run.draft.has_mismatch() and not run.draft.tampering:
        measure_alone(run, built)


