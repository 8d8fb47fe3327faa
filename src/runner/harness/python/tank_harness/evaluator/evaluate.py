"""The stages of a run by the problem's own evaluator: its tests once for each side, then processes of both in turn.

Each process is one value: what differs between two of the same kernel is what the interval is made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence

from tank_harness.bundle import Case
from tank_harness.evaluator.classify import failure_of_hanging, failure_of_process
from tank_harness.evaluator.process import Ended, run_process
from tank_harness.evaluator.results import has_failed, mean_ns, said_of
from tank_harness.report_draft import case_key
from tank_harness.run_failure import RunFailure
from tank_harness.seeds import random_for, seed_for

if TYPE_CHECKING:
    from tank_harness.run import Run

CLOCK = "evaluator"
#: Processes of each side: the fewest of which the core makes an interval (MEASURING.md).
PROCESSES = 5


def evaluate(run: "Run") -> None:
    """Raises RunFailure or Tampering."""
    run.draft.clocks = [CLOCK]
    sides = ("baseline",) if run.bundle.candidate is None else ("baseline", "candidate")
    for side in sides:
        if side in run.artefacts_ms:
            run.events.send("built", side=side, ms=round(run.artefacts_ms[side], 1))
    run.draft.enter("check")
    for side in sides:
        check_side(run, side)
        if run.draft.has_mismatch():
            return
    timed = [case for case in run.bundle.benchmarks if case.label in run.bundle.timed]
    if timed:
        run.draft.enter("time")
        time_processes(run, timed)


def check_side(run: "Run", side: str) -> None:
    """The problem's tests; its benchmark cases where it has none."""
    cases = run.bundle.tests or run.bundle.benchmarks
    limit = run.bundle.check_ms
    seed = seed_for(run.bundle.secret, CLOCK, "test")
    ended = run_process(run, side, "check", "test", cases, seed, limit, is_first=True)
    note_checks(run, side, "check", "test", cases, ended)
    for case in cases:
        run.events.send("case-checked", side=run.blame(side), label=case.label)


def time_processes(run: "Run", cases: Sequence[Case]) -> None:
    """In pairs of one process a side, in random order and with the same seed, which is another for each pair."""
    order = random_for(run.bundle.secret, CLOCK, "order")
    for case in cases:
        run.draft.blocks[case_key(case.label, CLOCK)] = []
    for number in range(PROCESSES):
        sides = ["baseline", "candidate"]
        order.shuffle(sides)
        means = {side: time_process(run, side, cases, number) for side in sides}
        if run.draft.has_mismatch():
            return
        for index, case in enumerate(cases):
            block = {side: [round(means[side][index], 3)] for side in ("baseline", "candidate")}
            run.draft.blocks[case_key(case.label, CLOCK)].append(block)
    for case in cases:
        run.events.send("case-timed", label=case.label, pairs=PROCESSES)


def time_process(run: "Run", side: str, cases: Sequence[Case], number: int) -> List[float]:
    """Each case's mean in ns; less than all of them only where an output was wrong."""
    seed = seed_for(run.bundle.secret, CLOCK, "time", number)
    limit, is_first = run.bundle.case_ms * len(cases), number == 0
    ended = run_process(run, side, "time", "leaderboard", cases, seed, limit, is_first)
    note_checks(run, side, "time", "leaderboard", cases, ended, keep_passed=is_first)
    if run.draft.has_mismatch():
        return []
    means: List[float] = []
    for index, case in enumerate(cases):
        mean = mean_ns(ended.results.benchmarks.get(index, {}))
        if mean is None:
            text = "the evaluator passed and gave no mean time"
            raise RunFailure(run.blame(side), "time", "error", text, ended.log, case.label)
        means.append(mean)
    return means


def note_checks(
    run: "Run", side: str, stage: str, mode: str, cases: Sequence[Case], ended: Ended, keep_passed: bool = True
) -> None:
    """What the problem's own check said of each case. Raises RunFailure where the evaluator did not come to its end."""
    blamed = run.blame(side)
    facts = ended.results.of(mode)
    for index, case in enumerate(cases):
        told = facts.get(index, {})
        if has_failed(told):
            run.draft.checks.append(check_fact(blamed, stage, case.label, said_of(told)))
        elif keep_passed and (told.get("status") == "pass" or mean_ns(told) is not None):
            run.draft.checks.append(check_fact(blamed, stage, case.label, None))
    if run.draft.has_mismatch():
        return
    label = label_in_hand(cases, facts)
    if ended.failure is not None:
        if label is not None:
            ended.failure.fact["label"] = label
        raise failure_of_hanging(ended.failure, ended.log, run.bundle.sides[side])
    if ended.results.check == "fail":
        run.draft.checks.append(check_fact(blamed, stage, label or cases[-1].label, "the evaluator's check failed"))
    elif ended.results.check != "pass":
        assert ended.status is not None
        sources = run.bundle.sides[side]
        raise failure_of_process(side, blamed, stage, ended.status, ended.log, label, sources)
    elif mode == "test" and label is not None:
        text = "the evaluator passed and did not tell of every case"
        raise RunFailure(blamed, stage, "error", text, ended.log, label)


def label_in_hand(cases: Sequence[Case], facts: Dict[int, Dict[str, str]]) -> Optional[str]:
    """The first case that was not done with."""
    for index, case in enumerate(cases):
        told = facts.get(index, {})
        if told.get("status") != "pass" and mean_ns(told) is None:
            return case.label
    return None


def check_fact(side: str, stage: str, label: str, message: Optional[str]) -> Dict[str, Any]:
    """One comparison by the problem's own check, which says no more than yes or no and why."""
    fact = {"side": side, "stage": stage, "label": label, "elements": 1, "rtol": 0.0, "atol": 0.0}
    if message is None:
        return {**fact, "mismatched": 0, "maxError": 0.0}
    return {**fact, "mismatched": 1, "maxError": None, "message": message}
