"""What a first call died of: the kernel ran, or its compiler gave up."""

from __future__ import annotations

import re

from tank_harness.errors import DEVICE_FAULTS
from tank_harness.run_failure import RunFailure

#: How the compilers below torch and Triton abort; a kernel's own assertion names no file of theirs.
COMPILER_ABORT = re.compile(
    r"LLVM ERROR|UNREACHABLE executed|PassManager::run failed|(llvm|mlir|triton|ptxas|nvvm|cicc|clang).*Assertion [`'\"].*failed",
    re.I,
)


def first_call_failure(failure: RunFailure) -> RunFailure:
    """A kernel that died in its first call was built: it crashed at the check, whichever call was its first there."""
    if failure.fact["kind"] == "crash" and not is_compiler_abort(failure.fact["message"] + "\n" + failure.fact["log"]):
        failure.fact["stage"] = "check"
    return failure


def is_compiler_abort(told: str) -> bool:
    """Told by what was printed; what the device reports of a running kernel ends a process in the same way."""
    if any(fault in told for fault in DEVICE_FAULTS):
        return False
    return any(COMPILER_ABORT.search(line) for line in told.splitlines())
