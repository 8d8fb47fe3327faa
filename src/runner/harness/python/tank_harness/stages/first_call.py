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
    """A kernel that died or ran out of memory in its first call was built: that belongs to the check, which comes next."""
    fact = failure.fact
    died = fact["kind"] == "crash" and not is_compiler_abort(fact["message"] + "\n" + fact["log"])
    has_outgrown = fact["kind"] == "limit" and "limitMs" not in fact
    if died or has_outgrown:
        fact["stage"] = "check"
    return failure


def is_compiler_abort(told: str) -> bool:
    """Told by what was printed; what the device reports of a running kernel ends a process in the same way."""
    if any(fault in told for fault in DEVICE_FAULTS):
        return False
    return any(COMPILER_ABORT.search(line) for line in told.splitlines())
