"""A sandbox's plan on its way from the supervisor to the process that will live in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Tuple

from tank_harness.sandbox.cgroup import Cgroup
from tank_harness.sandbox.plan import SandboxPlan


def plan_from(message: Dict[str, Any], keep_fds: Tuple[int, ...]) -> SandboxPlan:
    cgroup = message.pop("cgroup")
    return SandboxPlan(
        tier=message.pop("tier"),
        uid=message.pop("uid"),
        gid=message.pop("gid"),
        work=Path(message.pop("work")),
        keep_fds=keep_fds,
        cgroup=None if cgroup is None else Cgroup(Path(cgroup)),
        **message,
    )
