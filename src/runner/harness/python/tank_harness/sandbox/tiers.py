"""The strengths of a sandbox, and what each of them promises."""

from __future__ import annotations

from typing import Literal

Tier = Literal["full", "user", "container"]

#: Strongest first. `full`: namespaces built by root, so that not even a hole in them leads to a user who owns
#: anything; `user`: the same in a user namespace; `container`: limits, and a user of its own where root gives one.
TIERS: tuple[Tier, ...] = ("full", "user", "container")

#: The ways out that a probe tries.
Kind = Literal["network", "processes", "memory", "signal", "write", "read", "root", "environment"]

_EVERY_WAY: frozenset[Kind] = frozenset(
    ("network", "processes", "memory", "signal", "write", "read", "root", "environment")
)

#: The ways out that a tier must close; in `container` the launcher is the wall, and we only limit and tidy up.
PREVENTED: dict[Tier, frozenset[Kind]] = {
    "full": _EVERY_WAY,
    "user": _EVERY_WAY,
    "container": frozenset(("environment",)),
}


def at_least(tier: Tier, required: Tier) -> bool:
    """Whether `tier` is as strong as `required`, or stronger."""
    return TIERS.index(tier) <= TIERS.index(required)
