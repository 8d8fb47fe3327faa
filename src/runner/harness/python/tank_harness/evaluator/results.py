"""What an evaluator says on its pipe: `key: value` lines, which a candidate may have written as well."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Dict, List, Optional

LINE = re.compile(r"(?P<key>check|test-count|benchmark-count|(?P<kind>test|benchmark)\.(?P<index>\d{1,6})\.(?P<name>\w+)): ?(?P<value>.*)")
MOST_CHARACTERS = 2000
#: No call is shorter than this.
LEAST_NS = 1.0

Facts = Dict[str, str]


@dataclass
class Results:
    #: `pass` or `fail`; None where the evaluator did not come to its end. It counts, and no exit code does.
    check: Optional[str] = None
    tests: Dict[int, Facts] = field(default_factory=dict)
    benchmarks: Dict[int, Facts] = field(default_factory=dict)

    def of(self, mode: str) -> Dict[int, Facts]:
        return self.tests if mode == "test" else self.benchmarks


def parse_results(text: str) -> Results:
    """A line that is no result goes on with the one before it; one that has no end yet is none."""
    results = Results()
    last: Optional[Facts] = None
    last_name = ""
    for line in whole_lines(text):
        found = LINE.fullmatch(line)
        if found is None:
            if last is not None:
                last[last_name] = (last[last_name] + "\n" + line)[:MOST_CHARACTERS]
            continue
        last = None
        if found.group("key") == "check":
            results.check = found.group("value").strip()
        elif found.group("kind") is not None:
            kept = results.of(found.group("kind"))
            last = kept.setdefault(int(found.group("index")), {})
            last_name = found.group("name")
            last[last_name] = found.group("value").strip()[:MOST_CHARACTERS]
    return results


def whole_lines(text: str) -> List[str]:
    lines = text.split("\n")
    return [line.rstrip("\r") for line in lines[:-1]]


def mean_ns(facts: Facts) -> Optional[float]:
    """A benchmark's mean time of a call in ns; None where there is none, or none that can be."""
    try:
        mean = float(facts.get("mean", ""))
    except ValueError:
        return None
    return mean if math.isfinite(mean) and mean >= LEAST_NS else None


def has_failed(facts: Facts) -> bool:
    return facts.get("status") == "fail"


def said_of(facts: Facts) -> str:
    """Why a case failed, in the problem's own words."""
    return (facts.get("error") or facts.get("message") or "its check failed and did not say why").strip()
