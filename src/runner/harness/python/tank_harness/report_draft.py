"""The report as it grows: what was found before a failure stays in it."""

from __future__ import annotations

import time
from typing import Any, Dict, List, Optional

from tank_harness.bundle import Bundle
from tank_harness.events import Events


class ReportDraft:
    def __init__(self, bundle: Bundle, events: Events) -> None:
        self.bundle = bundle
        self.events = events
        self.stage = "build"
        self.stage_ms: Dict[str, float] = {}
        self._entered_at: Optional[float] = None
        self.checks: List[Dict[str, Any]] = []
        self.blocks: Dict[str, List[Dict[str, Any]]] = {}
        self.conditions: Dict[str, List[Dict[str, Any]]] = {}
        self.host_bound: Dict[str, List[str]] = {}
        self.integrity: List[Dict[str, Any]] = []
        self.tampering: List[Dict[str, Any]] = []
        self._changed_inputs: List[str] = []
        self.foreign: List[Dict[str, Any]] = []
        self.work: List[Dict[str, Any]] = []
        self.machine: Dict[str, Any] = {"name": "unknown", "kind": "gpu", "facts": {}}
        self.versions: Dict[str, str] = {}
        self.clocks: List[str] = []
        self.tier = "container"
        self.failure: Optional[Dict[str, Any]] = None

    def enter(self, stage: str) -> None:
        self.leave()
        self.stage = stage
        self._entered_at = time.monotonic()
        self.events.send("stage-started", stage=stage)

    def leave(self) -> None:
        if self._entered_at is not None:
            passed = (time.monotonic() - self._entered_at) * 1000
            self.stage_ms[self.stage] = round(self.stage_ms.get(self.stage, 0) + passed, 3)
            self._entered_at = None

    def has_mismatch(self) -> bool:
        return any(fact["mismatched"] > 0 for fact in self.checks)

    def note_changed_inputs(self, side: str, stage: str, label: str) -> None:
        """One fact however many cases there are: the first case tells enough."""
        labels = self._changed_inputs
        if label in labels:
            return
        labels.append(label)
        if len(labels) == 1:
            self.tampering.append({"side": side, "stage": stage, "what": "inputs", "detail": ""})
        cases = labels[0] if len(labels) == 1 else "%s and %d more" % (labels[0], len(labels) - 1)
        fact = next(each for each in self.tampering if each["what"] == "inputs")
        fact["detail"] = "It changed its inputs on %s, which it was only given to read." % cases

    def finish(self, harness: Dict[str, str]) -> Dict[str, Any]:
        self.leave()
        optional = {"integrity": self.integrity, "tampering": self.tampering, "foreign": self.foreign, "work": self.work}
        return {
            "protocol": 1,
            "runId": self.bundle.run_id,
            "attempt": self.bundle.attempt,
            "harness": harness,
            "machine": self.machine,
            "versions": self.versions,
            "sandbox": self.tier,
            "hashes": self.bundle.hashes(),
            "stageMs": self.stage_ms,
            "checks": self.checks,
            "cases": [self._case(case.label, clock) for case in self.bundle.benchmarks for clock in self.clocks],
            **{name: facts for name, facts in optional.items() if facts},
            **({} if self.failure is None else {"failure": self.failure}),
        }

    def _case(self, label: str, clock: str) -> Dict[str, Any]:
        key = case_key(label, clock)
        case: Dict[str, Any] = {"label": label, "clock": clock, "blocks": self.blocks.get(key, [])}
        if self.conditions.get(key):
            case["conditions"] = self.conditions[key]
        if self.host_bound.get(key):
            case["hostBound"] = self.host_bound[key]
        return case


def case_key(label: str, clock: str) -> str:
    return "%s %s" % (clock, label)
