"""One run's bundle, as docs/protocol.md describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Dict, List, Optional

from tank_harness.built_side import BuiltSide, read_built
from tank_harness.hashes import hash_files, hash_problem, load_json

PROTOCOL = 1
PLAIN_NAME = re.compile(r"(?!__proto__\Z)[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\Z")
Files = Dict[str, str]


class BadBundle(Exception):
    """Not a bundle that this harness understands; the message says what is wrong."""


@dataclass(frozen=True)
class Case:
    label: str
    spec: Dict[str, Any]


@dataclass(frozen=True)
class Bundle:
    run_id: str
    attempt: int
    problem: Dict[str, Any]
    tests: List[Case]
    benchmarks: List[Case]
    baseline: Files
    candidate: Optional[Files]
    #: Labels to time; none of them: only build and check.
    timed: List[str]
    clocks: List[str]
    budget_ms: float
    integrity: bool
    required_tier: Optional[str]
    device: str
    patience_ms: float
    #: How long the runner is ever silent on stdin; None: its end alone says that it is gone.
    leash_s: Optional[float]
    #: What compilers are to build for, as whoever configured the runner says; None: what the GPU here says.
    architecture: Optional[str]
    #: Sides to build and to send home as they are built, and nothing more; none: the whole run.
    build_only: List[str]
    #: What a builder made of sides, which are not built here again.
    built: Dict[str, BuiltSide]
    #: Compilers of the builder, by name, and the machine where they ran.
    built_versions: Dict[str, str]
    built_on: Optional[str]
    build_ms: float
    check_ms: float
    case_ms: float
    memory_bytes: int
    log_bytes: int
    secret: str

    @property
    def sides(self) -> Dict[str, Files]:
        """Without a candidate the baseline is measured against a copy of itself."""
        return {"baseline": self.baseline, "candidate": self.candidate or self.baseline}

    @property
    def by_evaluator(self) -> bool:
        """Whether the problem's own program times the sides, each in processes of its own."""
        return self.problem.get("method") == "evaluator"

    @property
    def lang(self) -> str:
        return str(self.problem["lang"])

    @property
    def build(self) -> Optional[str]:
        """The problem's own command that runs in a side's folder before anything of it is loaded."""
        command = self.problem.get("build")
        return None if command is None else str(command)

    @property
    def entry(self) -> str:
        return str(self.problem["submissionName"])

    @property
    def reference(self) -> str:
        return str(self.problem["config"].get("reference", "reference.py"))

    def hashes(self) -> Dict[str, Optional[str]]:
        """Of what was received, which is what runs."""
        return {
            "problem": hash_problem(self.problem),
            "baseline": hash_files(self.baseline),
            "candidate": None if self.candidate is None else hash_files(self.candidate),
        }


def read_bundle(text: str) -> Bundle:
    """Raises BadBundle."""
    try:
        raw = load_json(text)
        if raw["protocol"] != PROTOCOL:
            raise BadBundle("this harness speaks protocol %d, the bundle %r" % (PROTOCOL, raw["protocol"]))
        problem, timing, limits = raw["problem"], raw["timing"], raw["limits"]
        files_of(problem["files"])
        benchmarks = [Case(each["label"], each["spec"]) for each in problem["benchmarks"]]
        device = raw.get("device") or {"kind": "cuda", "patienceMs": 0}
        built = raw.get("built") or {"sides": {}, "versions": {}}
        return Bundle(
            run_id=raw["runId"],
            attempt=raw["attempt"],
            problem=problem,
            tests=[Case(each["label"], each["spec"]) for each in problem["tests"]],
            benchmarks=benchmarks,
            baseline=files_of(raw["baseline"]),
            candidate=None if raw["candidate"] is None else files_of(raw["candidate"]),
            timed=timing.get("cases", [case.label for case in benchmarks]),
            clocks=timing["clocks"],
            budget_ms=float(timing["budgetMsPerCase"]),
            integrity=bool(timing.get("integrity", False)),
            required_tier=(raw.get("sandbox") or {}).get("required"),
            device=device["kind"],
            patience_ms=float(device["patienceMs"]),
            leash_s=float(raw["leashMs"]) / 1000 if "leashMs" in raw else None,
            architecture=device.get("architecture"),
            build_only=list(raw.get("buildOnly", [])),
            built={side: read_built(each) for side, each in built["sides"].items()},
            built_versions=dict(built["versions"]),
            built_on=built.get("on"),
            build_ms=float(limits["buildMs"]),
            check_ms=float(limits["checkMs"]),
            case_ms=float(limits["caseMs"]),
            memory_bytes=int(float(limits["memoryMb"]) * (1 << 20)),
            log_bytes=int(limits["logBytes"]),
            secret=raw["secretSeed"],
        )
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError, ValueError) as cause:
        raise BadBundle("the bundle lacks what a run needs: %s" % cause) from cause


def files_of(raw: Any) -> Files:
    """Raises TypeError for what is no text, ValueError for a name that leads out of a folder."""
    for name, text in raw.items():
        if not isinstance(text, str):
            raise TypeError("a file is text, not %s" % type(text).__name__)
        if not PLAIN_NAME.match(name):
            raise ValueError("%r is no plain file name" % name[:100])
    files: Files = raw
    return files
