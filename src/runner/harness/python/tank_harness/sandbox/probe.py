"""Which tier a machine can give: the strongest that lets nothing out and the GPU in."""

from __future__ import annotations

import json
import os
import select
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from .bait import Bait
from .enter import enter
from .escapes import escapes
from .needs import shortfalls
from .plan import SandboxError, SandboxPlan
from .reap import kill_tree
from .tiers import TIERS, Tier, at_least

#: What makes a machine give a tier.
_REMEDY: dict[Tier, str] = {
    "full": "reach it as root (launcher: [ssh, root@HOST]), in a container with CAP_SYS_ADMIN",
    "user": "reach it as root, or allow user namespaces (sysctl user.max_user_namespaces above 0, "
    "kernel.apparmor_restrict_unprivileged_userns=0)",
    "container": "give Python a place that every user may read",
}


@dataclass(frozen=True)
class Refusal:
    """Why a machine can't run this, and what to do: one sentence for people."""

    sentence: str


def choose_tier(required: Tier, try_tier: Callable[[Tier], list[str]]) -> Tier | Refusal:
    """The strongest tier that `try_tier` finds nothing wrong with; a refusal when that is less than required."""
    faults: dict[Tier, list[str]] = {}
    for tier in TIERS:
        faults[tier] = try_tier(tier)
        if not faults[tier]:
            if at_least(tier, required):
                return tier
            return Refusal(
                f"this machine gives only the sandbox `{tier}`, and `{required}` is required ({faults[required][0]}): "
                f"{_REMEDY[required]}, or set `rules.sandbox: {tier}` in the season's file where that is wall enough"
            )
    weakest = TIERS[-1]
    return Refusal(f"this machine gives no sandbox at all ({faults[weakest][0]}): {_REMEDY[weakest]}")


def try_plan(plan: SandboxPlan, bait: Bait, limit_s: float = 20.0) -> list[str]:
    """Enters a sandbox as planned, in a child, and tries to get out: what is wrong with it, one sentence each.

    `plan.work` exists and belongs to the plan's user. Forks: call it where no other thread runs. `limit_s` bounds it.
    """
    told_read, told_write = os.pipe()
    me = os.getpid()
    child = os.fork()
    if child == 0:
        try:
            os.close(told_read)
            os.write(told_write, json.dumps(_try_inside(plan, bait, told_write, me)).encode())
        finally:
            os._exit(0)
    os.close(told_write)
    told = _read_all(told_read, limit_s)
    kill_tree(child, plan.cgroup)
    try:
        os.waitpid(child, 0)
    except ChildProcessError:
        pass  # buried with the rest
    try:
        faults = json.loads(told)
    except ValueError:
        return [f"the sandbox `{plan.tier}` did not answer"]
    return [str(fault) for fault in faults]


def _try_inside(plan: SandboxPlan, bait: Bait, told: int, parent: int) -> list[str]:
    try:
        enter(_keeping(plan, told), parent)
        own = (plan.work, *plan.writable)
        return shortfalls(own, plan.allow_gpu) or escapes(plan.tier, bait, own)
    except SandboxError as error:
        return [str(error)]
    except Exception as error:
        return [f"Python does not work in the sandbox `{plan.tier}`: {type(error).__name__}: {error}"]


def _keeping(plan: SandboxPlan, fd: int) -> SandboxPlan:
    return replace(plan, keep_fds=(*plan.keep_fds, fd))


def _read_all(fd: int, limit_s: float) -> bytes:
    end = time.monotonic() + limit_s
    said = b""
    with os.fdopen(fd, "rb", buffering=0) as file:
        while select.select([file], [], [], max(0.0, end - time.monotonic()))[0]:
            part = file.read(65536)
            if not part:
                break
            said += part
    return said
