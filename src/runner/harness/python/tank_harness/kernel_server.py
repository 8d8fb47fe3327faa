"""What a process that holds kernels does for the supervisor, one request at a time."""

from __future__ import annotations

import os
import platform
import sys
import time
from typing import Any, Callable, Dict, List, Optional, Tuple

from tank_harness import buffers, shared_memory
from tank_harness.case_data import CaseData
from tank_harness.devices.cpu import CpuDevice
from tank_harness.devices.cuda import CudaDevice
from tank_harness.devices.device import Device, Gate, TimedCall
from tank_harness.errors import describe
from tank_harness.kernel_module import Kernel, load_kernel
from tank_harness.moved_files import adopt_compiled, harvest_compiled, place_artefacts
from tank_harness.outbox import Outbox, Snapshot
from tank_harness.pairs import Spots, bind, time_block, waits_for_device

Reply = Dict[str, Any]

#: A pilot's calls: enough to see the order of magnitude.
PILOT_PAIRS = 5


def open_device(kind: str) -> Device:
    if kind == "cpu":
        return CpuDevice()
    return CudaDevice(buffers.torch_module())


class KernelServer:
    """The pair process, or one side alone. Kernels come after everything that times them has been bound."""

    def __init__(self, kind: str, folder: str, outbox: int, gate: int) -> None:
        self.folder = folder
        self.device = open_device(kind)
        self.outbox = Outbox(outbox)
        self.gate = self.device.own_gate()
        self.shared_gate = self.device.shared_gate(shared_memory.map_writable(gate))
        self.kernels: Dict[str, Kernel] = {}
        self.cases: Dict[str, CaseData] = {}
        self.now = time.perf_counter_ns

    def handle(self, request: Dict[str, Any], fds: List[int]) -> Tuple[Reply, List[int]]:
        """A kernel's own exception is an answer; anything else ends the process."""
        operation: Callable[..., Any] = getattr(self, "do_" + request["do"])
        arguments = {key: value for key, value in request.items() if key != "do"}
        if fds:
            arguments["memory"] = fds[0]
        try:
            answer = operation(**arguments)
            reply, sent = answer if isinstance(answer, tuple) else (answer, [])
            return reply, sent
        except BaseException as error:  # a kernel may raise SystemExit
            return {"error": describe(error, self.folder)}, []

    def do_facts(self) -> Reply:
        return {"versions": versions(self.device.name), "clocks": list(self.device.clocks), "l2Bytes": self.device.l2_bytes}

    def do_warm_up(self, seconds: float) -> Reply:
        self.device.warm_up(seconds)
        return {}

    def do_sources(self, side: str, names: List[str]) -> Reply:
        """What a side's files hold now."""
        texts: Dict[str, Optional[str]] = {}
        for name in names:
            try:
                with open(os.path.join(self.folder, side, name), encoding="utf-8", errors="surrogateescape") as file:
                    texts[name] = file.read()
            except OSError:
                texts[name] = None
        return {"texts": texts}

    def do_load(self, label: str, manifests: List[Dict[str, Any]], sets: int, memory: int) -> Reply:
        mapped = shared_memory.map_private(memory)
        os.close(memory)
        self.cases[label] = CaseData(manifests, mapped, sets, self.device.name)
        self.device.synchronize()
        return {}

    def do_unload(self, label: str) -> Reply:
        del self.cases[label]
        return {}

    def do_adopt(self, size: int, memory: int) -> Reply:
        """Puts compiled code where the compilers will look for it; what can't be used is compiled again."""
        return {"adopted": adopt_compiled(memory, size)}

    def do_place(self, side: str, size: int, memory: int) -> Reply:
        """Puts what a side's build left beside its files."""
        place_artefacts(memory, size, os.path.join(self.folder, side))
        return {}

    def do_harvest(self) -> Tuple[Reply, List[int]]:
        """What the compilers left, as a shared file."""
        return harvest_compiled()

    def do_build(self, side: str, folder: str, entry: str) -> Reply:
        self.kernels[side] = load_kernel(side, os.path.join(self.folder, folder), entry)
        return {}

    def do_first_call(self, side: str, label: str) -> Reply:
        """Compiles what a kernel compiles lazily; finds the buffers that it returns as results.

        Every set is called, since what is made once for each set of buffers must be made before the clock runs.
        """
        case = self.cases[label]
        output = self.kernels[side](case.sets[0].data)
        for each in case.sets[1:]:
            self.kernels[side](each.data)
        self.device.synchronize()
        return {"outputs": list(case.find_outputs(output))}

    def do_outputs(self, label: str, outputs: List[int]) -> Reply:
        """Which buffers take results, as found by the first call of the baseline."""
        self.cases[label].outputs = tuple(outputs)
        return {}

    def do_check(self, side: str, label: str, index: int, content: int) -> Reply:
        """One call on fresh inputs and poisoned outputs; its output, as it was on the kernel's stream right after."""
        case = self.cases[label]
        inputs = case.refresh(index, content)
        inputs.poison(case.outputs)
        self.device.synchronize()
        snapshot = Snapshot(self.kernels[side](inputs.data))
        self.device.synchronize_stream()
        written = self.outbox.put([snapshot])
        self.device.synchronize()
        changed = inputs.differs(case.manifests[content], case.memory, case.outputs)
        return {"written": written, "changed": changed}

    def do_refresh(self, label: str, index: int, content: int) -> Reply:
        self.cases[label].refresh(index, content)
        self.device.synchronize()
        return {}

    def do_pilot(self, label: str, clock: str) -> Reply:
        """Wall time of one pair in ns, and the sides that wait for the device by themselves."""
        case = self.cases[label]
        sides = self._sides()
        host_bound: List[str] = []
        if self.gate is not None and clock == "gpu":
            for side, kernel in zip(("baseline", "candidate"), sides):
                if waits_for_device(self.device, kernel, case.sets[0], self.gate):
                    host_bound.append(side)
        gate = self._gate(host_bound)
        order = [pair % 2 for pair in range(PILOT_PAIRS)]
        time_block(self.device, sides, case, clock, gate, order, Spots(()))
        begin = self.now()
        time_block(self.device, sides, case, clock, gate, order, Spots(()))
        return {"pairNs": (self.now() - begin) / PILOT_PAIRS, "hostBound": host_bound}

    def do_block(
        self, label: str, clock: str, order: List[int], spots: List[int], hostBound: List[str]
    ) -> Reply:
        looked = Spots(spots)
        gate = self._gate(hostBound)
        samples = time_block(self.device, self._sides(), self.cases[label], clock, gate, order, looked)
        late = clock == "gpu" and gate is not None and gate.was_late()
        return {"samples": samples, "late": late, "written": self.outbox.put(looked.taken)}

    def do_move(self, label: str, sides: List[str]) -> Reply:
        """Puts a case's sets elsewhere in memory, and calls each kernel once on each: it may prepare what it needs."""
        case = self.cases[label]
        case.move()
        for side in sides:
            for each in case.sets:
                self.kernels[side](each.data)
        self.device.synchronize()
        return {}

    def do_chunk(self, side: str, label: str, calls: int, idle: bool) -> Reply:
        """Calls of one side alone behind the supervisor's gate; idle: the same without any call. Mean time in ns."""
        case = self.cases[label]
        kernel = self.kernels[side]
        nothing = TimedCall(lambda: None)
        queue = [nothing if idle else TimedCall(bind(kernel, case.sets[call % len(case.sets)])) for call in range(calls)]
        times = self.device.time_queued(queue, self.shared_gate)
        return {"eventNs": sum(times) / calls, "late": self.shared_gate.was_late()}

    def _sides(self) -> Tuple[Kernel, Kernel]:
        return self.kernels["baseline"], self.kernels["candidate"]

    def _gate(self, host_bound: List[str]) -> Optional[Gate]:
        return None if host_bound else self.gate


def versions(device: str) -> Dict[str, str]:
    found = {"python": platform.python_version()}
    torch = buffers.torch_module()
    if torch is not None:
        found["torch"] = str(torch.__version__)
        if device == "cuda" and torch.version.cuda is not None:
            found["cuda"] = str(torch.version.cuda)
    triton = sys.modules.get("triton")
    if triton is not None:
        found["triton"] = str(getattr(triton, "__version__", "unknown"))
    return found
