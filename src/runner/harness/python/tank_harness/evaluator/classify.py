"""What became of an evaluator that did not come to its end: a compile error, a crash, a limit, or the problem's fault."""

from __future__ import annotations

import re
import signal
from typing import Mapping, Optional

from tank_harness.asking import telling_line
from tank_harness.child_process import MEANINGS, signal_name
from tank_harness.compiler_output import first_errors
from tank_harness.errors import DEVICE_FAULTS, MOST_LINES, kind_of_text
from tank_harness.evaluator.tracebacks import Traceback, telling_traceback
from tank_harness.run_failure import RunFailure
from tank_harness.stages.first_call import is_compiler_abort

#: Exit codes of the field's evaluators.
CUDA_FAILED = 110
VALIDATION_FAILED = 112
OUT_OF_TIME = 114
#: The evaluator could not begin: no pipe, wrong arguments, cases that it can't read.
COULD_NOT_BEGIN = {2: "it knows no such mode", 111: "it found no pipe for its results", 113: "it can't read its cases"}

#: What Triton and the languages above it raise for code that they can't compile, by their classes' names.
COMPILER_EXCEPTIONS = frozenset(
    (
        "CompilationError", "CompileTimeAssertionFailure", "UnsupportedLanguageConstruct", "OutOfResources",
        "PTXASError", "DSLRuntimeError", "SyntaxError", "IndentationError", "TabError",
    )
)  # fmt: skip


#: What Python says of a process that a signal ended, with PYTHONFAULTHANDLER.
FATAL = re.compile(r"^Fatal Python error: (?P<what>.+)$", re.M)
FATAL_FRAME = re.compile(r'^  File "(?:[^"]*/)?(?P<file>[^"/]+)", line (?P<line>\d+) in ', re.M)


def failure_of_hanging(failure: RunFailure, log: str, sources: Mapping[str, str]) -> RunFailure:
    """A pool waits for ever for a worker that died: then its death is what happened, and not the limit."""
    fact = failure.fact
    fatal = FATAL.search(log)
    if fact["kind"] != "limit" or (fatal is None and not is_compiler_abort(log)):
        return failure
    side, label = str(fact["side"]), fact.get("label")
    if is_compiler_abort(log):
        return RunFailure(side, "build", "crash", telling_line(log) + "the compiler's process died of it", log, label)
    assert fatal is not None
    frames = FATAL_FRAME.finditer(log, fatal.end())
    own = next((frame for frame in frames if frame.group("file") in sources), None)
    place = "" if own is None else "%s:%s: " % (own.group("file"), own.group("line"))
    text = "%sa process of its evaluator died: %s" % (place, fatal.group("what"))
    return RunFailure(side, str(fact["stage"]), "crash", text, log, label)


def failure_of_process(
    side: str, blamed: str, stage: str, status: int, log: str, label: Optional[str], sources: Mapping[str, str]
) -> RunFailure:
    """`status`: its exit code, or minus the signal that ended it. `sources`: the side's own files."""
    told = telling_traceback(log, sources)
    is_own = told is not None and bool(told.own(sources))
    if side == "baseline" and not is_own and (status in COULD_NOT_BEGIN or told is not None):
        # No candidate had a part in it: what went wrong with the evaluator itself is the problem's to mend.
        return RunFailure("runner", stage, "error", problem_fault(status, told), log, label)
    if told is not None and status >= 0:
        return failure_of_traceback(blamed, stage, told, log, label, sources)
    if status < 0:
        meaning = MEANINGS.get(-status, "")
        text = telling_line(log) + "its evaluator was killed by %s%s" % (signal_name(-status), meaning)
        return RunFailure(blamed, stage, "limit" if -status == signal.SIGXCPU else "crash", text, log, label)
    printed = telling_line(log) or last_line(log)
    if status == CUDA_FAILED or any(fault in log for fault in DEVICE_FAULTS):
        return RunFailure(blamed, stage, "crash", printed + "a call of CUDA failed (exit code %d)" % status, log, label)
    if status == OUT_OF_TIME:
        return RunFailure(blamed, stage, "limit", printed + "its evaluator ran out of its own time", log, label)
    ended = "its evaluator ended with exit code %d and without a result" % status
    return RunFailure(blamed, stage, "error" if status == VALIDATION_FAILED else "crash", printed + ended, log, label)


def failure_of_traceback(
    blamed: str, stage: str, told: Traceback, log: str, label: Optional[str], sources: Mapping[str, str]
) -> RunFailure:
    own = told.own(sources)
    compiler = first_errors(told.text, sources)
    is_import = bool(own) and own[0].function in ("<module>", None)
    kind = kind_of_text(told.name, told.text)
    if compiler or told.name in COMPILER_EXCEPTIONS or is_import:
        message = "\n".join(compiler) if compiler else message_of(told, sources)
        # What fails while it is imported fails whatever the case.
        return RunFailure(blamed, "build", kind, message, log, None if is_import else label)
    return RunFailure(blamed, stage, kind, message_of(told, sources), log, label)


def message_of(told: Traceback, sources: Mapping[str, str]) -> str:
    own = told.own(sources)
    lines = [line.rstrip() for line in told.text.splitlines() if line.strip()]
    # Triton quotes the kernel's source with a caret first; what is wrong stands below.
    caret = max((index for index, line in enumerate(lines) if line.strip() == "^"), default=-1)
    useful = "\n".join((lines[caret + 1 :] or lines)[:MOST_LINES])
    said = "%s: %s" % (told.name, useful) if useful else told.name
    return "%s:%d: %s" % (own[-1].file, own[-1].line, said) if own else said


def problem_fault(status: int, told: Optional[Traceback]) -> str:
    if told is not None:
        place = "%s:%d: " % (told.frames[-1].file, told.frames[-1].line) if told.frames else ""
        return "the problem's evaluator failed: %s%s" % (place, message_of(told, {}))
    return "the problem's evaluator can't be used: %s (exit code %d)" % (COULD_NOT_BEGIN[status], status)


def last_line(log: str) -> str:
    line = next((line.strip() for line in reversed(log.splitlines()) if line.strip()), "")
    return "" if line == "" else line[:500] + "\n"
