"""Which sandbox a run gets: the strongest that this machine gives, tried before any kernel is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Dict, List, Mapping, Optional, cast

from tank_harness.bundle import Bundle
from tank_harness.run_failure import RunFailure
from tank_harness.run_folder import RunFolder
from tank_harness.sandbox.bait import laid_bait
from tank_harness.sandbox.plan import SandboxPlan
from tank_harness.sandbox.probe import Refusal, choose_tier, try_plan
from tank_harness.sandbox.tiers import TIERS, Tier
from tank_harness.sandbox.uids import ClaimedUser

#: `wasm` asks for less than any of ours, and no more than the weakest.
WEAKEST: Tier = TIERS[-1]


class TierChoice:
    """Tries each tier once for each kind of device, as long as this process lives."""

    def __init__(self, root: Path, users: Mapping[str, ClaimedUser]) -> None:
        self.root = root
        self.user: Optional[ClaimedUser] = users.get("pair")
        self.faults: Dict[str, Dict[Tier, List[str]]] = {}

    def warm(self, bundle: Bundle) -> None:
        """Tries what this bundle will need."""
        try:
            self.choose(bundle)
        except RunFailure:
            return  # said again when the run asks

    def choose(self, bundle: Bundle) -> str:
        """Raises RunFailure of the runner where the machine gives less than the season requires."""
        known = self.faults.setdefault(bundle.device, {})

        def attempt(tier: Tier) -> List[str]:
            if tier not in known:
                known[tier] = self._try(tier, bundle)
            return known[tier]

        required = bundle.required_tier
        asked = cast(Tier, required) if required in TIERS else WEAKEST
        found = choose_tier(asked, attempt)
        if isinstance(found, Refusal):
            raise RunFailure("runner", "build", "error", found.sentence)
        return found

    def _try(self, tier: Tier, bundle: Bundle) -> List[str]:
        folder = RunFolder(self.root)
        try:
            uid = os.getuid() if self.user is None else self.user.uid
            work = folder.make("probe", None if self.user is None else uid, {})
            plan = SandboxPlan(
                tier=tier, uid=uid, gid=uid, work=work, allow_gpu=bundle.device == "cuda",
                memory_bytes=bundle.memory_bytes,
            )
            with laid_bait() as bait:
                return try_plan(plan, bait)
        except OSError as error:
            return ["the sandbox `%s` can't be tried: %s" % (tier, error)]
        finally:
            folder.remove()
