"""Cases as an evaluator of the field reads them: one a line, `key: value; key: value`, values as Python prints them."""

from __future__ import annotations

from typing import Any, Mapping, Sequence

from tank_harness.bundle import Case


def case_lines(cases: Sequence[Case]) -> str:
    return "".join(case_line(case.spec) + "\n" for case in cases)


def case_line(spec: Mapping[str, Any]) -> str:
    """A boolean that came as a string is printed as it stands, which is the same."""
    return "; ".join("%s: %s" % (key, value) for key, value in spec.items())
