"""A side's import and first calls in one process."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Dict, List, Optional

from tank_harness.asking import ask_kernel
from tank_harness.child_process import ChildProcess
from tank_harness.run_failure import RunFailure
from tank_harness.stages.artefacts import place_artefacts
from tank_harness.stages.first_call import first_call_failure
from tank_harness.stages.prepare import Inputs

if TYPE_CHECKING:
    from tank_harness.run import Run


class SideBuild:
    """All within the build's limit, of which waiting for inputs takes nothing."""

    def __init__(self, run: "Run", child: ChildProcess, side: str, stage: str = "build") -> None:
        self.run = run
        self.child = child
        self.side = side
        self.stage = stage
        self.blamed = run.blame(side)
        self.spent_ms = 0.0

    def load_code(self) -> None:
        place_artefacts(self.run, self.child, self.side)
        self._ask({"do": "build", "side": self.side, "folder": self.side, "entry": self.run.bundle.entry})

    def first_call(self, inputs: Inputs) -> List[int]:
        """The numbers of the buffers that the kernel returned as its results."""
        label = inputs.case.label
        try:
            reply = self._ask({"do": "first_call", "side": self.side, "label": label}, label)
        except RunFailure as failure:
            # Alone, after the checks beside the baseline, its stage says that it was alone.
            raise first_call_failure(failure) if self.stage == "build" else failure
        return [int(each) for each in reply["outputs"]]

    def _ask(self, request: Dict[str, Any], label: Optional[str] = None) -> Dict[str, Any]:
        limit = self.run.bundle.build_ms
        begin = time.monotonic()
        try:
            return ask_kernel(
                self.child, request, limit - self.spent_ms, self.blamed, self.stage, label, whole_limit_ms=limit
            )
        finally:
            self.spent_ms += (time.monotonic() - begin) * 1000
