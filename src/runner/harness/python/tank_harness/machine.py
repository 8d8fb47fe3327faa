"""What a run is measured on, and who else uses it."""

from __future__ import annotations

import os
import platform
import re
import time
from typing import Any, Dict, List, Mapping, Optional

from tank_harness.bundle import Bundle
from tank_harness.child_process import Zygote
from tank_harness.events import Events
from tank_harness.nvml import Gpu, NoGpu
from tank_harness.run_failure import RunFailure
from tank_harness.sandbox.processes import all_processes, descendants

LOOK_AGAIN_S = 1.0
#: A process that ended holds its memory on the GPU for a moment longer.
OWN_REST_S = 5.0


class Machine:
    """Raises RunFailure of the runner where there is no GPU, or no torch to reach it."""

    def __init__(self, bundle: Bundle, zygote: Zygote, events: Events) -> None:
        self.bundle = bundle
        self.events = events
        self.gpu: Optional[Gpu] = None
        self.rates: Optional[Dict[str, Any]] = None
        self.l2_bytes: Optional[int] = None
        self.last: Dict[str, Any] = {}
        self.load_at_start = os.getloadavg()[0]
        if bundle.build_only:
            return
        missing = zygote.missing()
        if bundle.device == "cpu":
            refuse_missing({name: why for name, why in missing.items() if imports(bundle, name, "")})
            return
        try:
            self.gpu = Gpu()
        except NoGpu as none:
            raise RunFailure("runner", "build", "error", str(none)) from none
        self._refuse_other_architecture(bundle.architecture)
        needed = [name for name in missing if (name == "torch" and bundle.lang != "cu") or imports(bundle, name, r"\s*")]
        refuse_missing({name: missing[name] for name in needed})

    def describe(self) -> Dict[str, Any]:
        if self.gpu is None:
            facts: Dict[str, Any] = {"cores": os.cpu_count() or 1, "loadAtStart": round(self.load_at_start, 2)}
            facts.update(loadAtEnd=round(os.getloadavg()[0], 2), **self._built_on())
            return {"name": processor_name(), "kind": "cpu", "facts": facts}
        now = self.last or self.gpu.conditions()
        sensors = {"smMhz": now["smMhz"], "memoryMhz": now["memoryMhz"], "temperatureC": now["temperatureC"]}
        l2 = {} if self.l2_bytes is None else {"l2Bytes": self.l2_bytes}
        throttle = ", ".join(now["throttle"]) or "none"
        facts = {**self.gpu.facts(), **sensors, **l2, "throttle": throttle, **self._built_on()}
        rates = {} if self.rates is None else {"rates": self.rates}
        return {"name": self.gpu.name, "kind": "gpu", "facts": facts, **rates}

    def _built_on(self) -> Dict[str, str]:
        return {} if self.bundle.built_on is None else {"builtOn": self.bundle.built_on}

    def architecture(self) -> Optional[str]:
        """What compilers call the GPU, or are told to build for where there is none."""
        return self.bundle.architecture if self.gpu is None else self.gpu.architecture()

    def _refuse_other_architecture(self, meant: Optional[str]) -> None:
        """What was built for another GPU would not start on this one, or start as something else."""
        found = self.gpu.architecture() if self.gpu is not None else None
        if meant is None or found is None or meant.rstrip("af") == found.rstrip("a"):
            return
        text = "this GPU is built for as %s, and the runner's `architecture` says %s: correct it in config/tank.yml"
        raise RunFailure("runner", "build", "error", text % (found, meant))

    def gpus(self) -> int:
        return 0 if self.gpu is None else self.gpu.visible()

    def conditions(self) -> Optional[Dict[str, Any]]:
        """Right after a block, while the clock is still what it was."""
        if self.gpu is None:
            return None
        self.last = self.gpu.conditions()
        return self.last

    def foreign(self, seen: str) -> List[Dict[str, Any]]:
        """Processes on the GPU that are not ours."""
        if self.gpu is None:
            return []
        ours = descendants(all_processes(), [os.getpid()])
        return [{"seen": seen, **each} for each in self.gpu.processes() if each["pid"] not in ours]

    def wait_until_free(self) -> List[Dict[str, Any]]:
        """Nobody is disturbed and nobody disturbs: waits as long as the runner's patience, saying for whom."""
        begin = time.monotonic()
        told = ""
        while True:
            others = self.foreign("before")
            if not others:
                return []
            waited_ms = (time.monotonic() - begin) * 1000
            holders = ", ".join("pid %(pid)d (%(name)s, %(memoryMb)g MB)" % each for each in others)
            if waited_ms >= max(self.bundle.patience_ms, OWN_REST_S * 1000):
                text = "the GPU is in use by %s, and still was after %g s" % (holders, round(waited_ms / 1000))
                raise RunFailure("runner", "build", "limit", text)
            if holders != told and waited_ms >= OWN_REST_S * 1000:
                self.events.send("waiting", holders=holders)
                told = holders
            time.sleep(LOOK_AGAIN_S)


def processor_name() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            found = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    except OSError:
        found = ""
    return found or platform.processor() or platform.machine()


def refuse_missing(modules: Mapping[str, str]) -> None:
    """Raises RunFailure of the runner for the first of them."""
    for name, why in modules.items():
        text = "the python3 of this machine can't import %s (%s): install it there, or name another `python:` for this runner"
        raise RunFailure("runner", "build", "error", text % (name, why))


def imports(bundle: Bundle, module: str, indent: str) -> bool:
    """Whether the problem or the baseline imports a module: what a candidate alone lacks is the candidate's fault.

    `indent`: a pattern for what may stand before it; on a processor a module that is tried for may be missing.
    """
    texts = [*bundle.problem["files"].values(), *bundle.baseline.values()]
    return any(re.search(r"^%s(import|from)\s+%s\b" % (indent, module), text, re.M) for text in texts)
