"""The trusted process: makes inputs from secret seeds, knows the right outputs, compares. It never holds a kernel."""

from __future__ import annotations

import gc
import inspect
import mmap
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any, Callable, Dict, List, Optional, Tuple

from tank_harness import buffers, outbox, shared_memory
from tank_harness.compare import compare
from tank_harness.errors import PlainError, describe
from tank_harness.kernel_module import run_module
from tank_harness.near_copy import blend
from tank_harness.rates import measure_rates

Reply = Dict[str, Any]

WRITERS = 4


#: The case, and what the check said.
OWN_OUTPUT = "its own output fails its check on %s (%s); mend the problem's reference or its check, no kernel can pass"


class WrongProblem(PlainError):
    """The problem's own files don't do what they must."""


class ReferenceServer:
    """Holds what no kernel may see: seeds, expected outputs, the problem's check."""

    def __init__(self, kind: str, folder: str, inbox: int) -> None:
        self.kind = kind
        if kind == "cuda":
            # Where there is no GPU many a problem makes its inputs on the processor, and nobody would notice.
            buffers.torch_module().cuda.init()
        self.folder = folder
        self.inbox_fd = inbox
        self.module: ModuleType = ModuleType("reference")
        self.tolerance: Optional[Dict[str, float]] = None
        self.expected: Dict[Tuple[str, int], Tuple[buffers.Skeleton, List[Any]]] = {}
        self.seeds: Dict[Tuple[str, int], Tuple[Dict[str, Any], List[int]]] = {}

    def handle(self, request: Dict[str, Any], fds: List[int]) -> Tuple[Reply, List[int]]:
        operation: Callable[..., Any] = getattr(self, "do_" + request["do"])
        arguments = {key: value for key, value in request.items() if key != "do"}
        try:
            answer = operation(**arguments)
            reply, sent = answer if isinstance(answer, tuple) else (answer, [])
            return reply, sent
        except Exception as error:
            return {"error": describe(error, self.folder)}, []

    def do_open(self, entry: str, tolerance: Optional[Dict[str, float]]) -> Reply:
        sys.path.insert(0, self.folder)
        self.module = run_module("tank_reference", os.path.join(self.folder, entry))
        self.tolerance = tolerance
        if self._function("generate_input") is None:
            raise WrongProblem("%s defines no generate_input" % entry)
        if tolerance is not None and self._function("ref_kernel") is None:
            raise WrongProblem("%s defines no ref_kernel, which a tolerance needs" % entry)
        if tolerance is None and self._function("check_implementation") is None:
            raise WrongProblem("%s defines neither ref_kernel with a tolerance nor check_implementation" % entry)
        return {}

    def do_work(self, spec: Dict[str, Any]) -> Reply:
        """Bytes and operations that a case can't do without, where the problem counts them."""
        count = self._function("work")
        return {} if count is None else {"work": count(**without_seed(spec))}

    def do_rates(self) -> Reply:
        return {"rates": measure_rates(self.kind)}

    def do_prepare(self, label: str, spec: Dict[str, Any], contents: List[List[int]]) -> Tuple[Reply, List[int]]:
        """Writes inputs for each of `contents` into a new shared file, sealed, and works out what is right.

        A content is one seed; or two, for the inputs of the first with a few values of the second's.
        """
        manifests = []
        fd = shared_memory.create(1, "inputs")
        end = 0
        for content, seeds in enumerate(contents):
            data = self._content(spec, seeds)
            skeleton, leaves = buffers.flatten(data)
            offsets, end = buffers.place(skeleton, end)
            os.ftruncate(fd, max(end, mmap.PAGESIZE))
            write_all(leaves, offsets, fd)
            manifests.append({"skeleton": skeleton, "offsets": offsets})
            # It may write into what it was given, which stands in the file by now.
            self._expect(label, content, data, spec, seeds)
        shared_memory.seal(fd)
        known = self.expected.get((label, 0))
        size = 0 if known is None else outbox.sizes(known[0])[1]
        self._give_back()
        return {"manifests": manifests, "outputBytes": size, "inputBytes": end}, [fd]

    def do_check(self, label: str, content: int, written: Dict[str, Any]) -> Reply:
        """Compares an output that lies in the inbox with what is right for these inputs."""
        known = self.expected.get((label, content))
        if known is not None:
            return {"fact": self._compare(known, written)}
        return {"fact": self._ask_problem(label, content, written)}

    def _function(self, name: str) -> Optional[Callable[..., Any]]:
        found = getattr(self.module, name, None)
        return found if callable(found) else None

    def _content(self, spec: Dict[str, Any], seeds: List[int]) -> Any:
        first = self._generate(spec, seeds[0])
        return first if len(seeds) == 1 else blend(first, self._generate(spec, seeds[1]), seeds[1])

    def _generate(self, spec: Dict[str, Any], seed: int) -> Any:
        generate = self._function("generate_input")
        assert generate is not None
        takes = inspect.signature(generate).parameters
        has_seed = "seed" in takes or any(each.kind is each.VAR_KEYWORD for each in takes.values())
        return generate(**{**spec, **({"seed": seed} if has_seed else {})})

    def _expect(self, label: str, content: int, data: Any, spec: Dict[str, Any], seeds: List[int]) -> None:
        reference = self._function("ref_kernel")
        if self.tolerance is None or reference is None:
            self.seeds[label, content] = (spec, seeds)
            if content == 0 and reference is not None:
                self._try_check(label, spec, seeds, reference)
            return
        output = reference(data)
        skeleton, leaves = buffers.flatten(output)
        if content == 0:
            fact = compare(leaves, leaves, **self.tolerance)
            if fact["mismatched"] > 0:
                raise WrongProblem(OWN_OUTPUT % (label, "it holds NaN"))
        kept = [leaf.detach().cpu() if hasattr(leaf, "cpu") else leaf[:] for leaf in leaves]
        self.expected[label, content] = (skeleton, kept)

    def _try_check(self, label: str, spec: Dict[str, Any], seeds: List[int], reference: Callable[..., Any]) -> None:
        """A check that refuses the reference's own output would refuse every kernel."""
        check = self._function("check_implementation")
        assert check is not None
        good, message = verdict_of(check(self._content(spec, seeds), reference(self._content(spec, seeds))))
        if not good:
            raise WrongProblem(OWN_OUTPUT % (label, message.strip() or "it does not say why"))

    def _compare(self, known: Tuple[buffers.Skeleton, List[Any]], written: Dict[str, Any]) -> Reply:
        skeleton, want = known
        tolerance = self.tolerance or {"rtol": 0.0, "atol": 0.0}
        difference = shape_difference(written["skeleton"], skeleton)
        if difference is not None:
            elements = outbox.sizes(skeleton)[0]
            return {
                "elements": elements, "mismatched": elements, "maxError": None, "message": difference, **tolerance
            }
        leaves = self._read(written)
        if self.kind == "cuda":
            want = [leaf.cuda() if hasattr(leaf, "cuda") else leaf for leaf in want]
        return compare(leaves, want, **tolerance)

    def _ask_problem(self, label: str, content: int, written: Dict[str, Any]) -> Reply:
        check = self._function("check_implementation")
        assert check is not None
        spec, seeds = self.seeds[label, content]
        output = buffers.unflatten(written["skeleton"], iter_leaves(self._read(written)))
        good, message = verdict_of(check(self._content(spec, seeds), output))
        elements = outbox.sizes(written["skeleton"])[0]
        fact = {"elements": elements, "mismatched": 0 if good else max(1, elements), "rtol": 0.0, "atol": 0.0}
        return {**fact, "maxError": 0.0} if good else {**fact, "maxError": None, "message": message[:2000]}

    def _read(self, written: Dict[str, Any]) -> List[Any]:
        leaves: List[Any] = []
        inbox = shared_memory.map_writable(self.inbox_fd)
        for described, offset in zip(buffers.leaves_of(written["skeleton"]), written["offsets"]):
            leaf = buffers.new_leaf(described, self.kind)
            buffers.read_into(leaf, inbox, offset)
            leaves.append(leaf)
        return leaves

    def _give_back(self) -> None:
        torch = buffers.torch_module()
        if self.kind == "cuda" and torch is not None:
            torch.cuda.empty_cache()


def without_seed(spec: Dict[str, Any]) -> Dict[str, Any]:
    return {key: value for key, value in spec.items() if key != "seed"}


def iter_leaves(leaves: List[Any]) -> Callable[[Any], Any]:
    rest = iter(leaves)
    return lambda _: next(rest)


def write_all(leaves: List[Any], offsets: List[int], fd: int) -> None:
    """Several at once: the kernel of the machine clears each new page first, which takes longer than the copy."""
    memory = shared_memory.map_writable(fd)
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda pair: buffers.write_leaf(pair[0], memory, pair[1]), zip(leaves, offsets)))
    try:
        memory.close()
    except BufferError:  # torch still looks at it; collecting always would take 0.1 s each time
        gc.collect()
        memory.close()


def shape_difference(got: buffers.Skeleton, want: buffers.Skeleton) -> Optional[str]:
    mine, right = buffers.leaves_of(got), buffers.leaves_of(want)
    if not mine and "value" in got:
        return "it returned %s, where %s right" % (repr(got["value"])[:60], outputs_are(len(right)))
    if len(mine) != len(right):
        return "it returned %d outputs, where %s right" % (len(mine), outputs_are(len(right)))
    for number, (one, other) in enumerate(zip(mine, right)):
        for key, name in (("shape", "shape"), ("dtype", "type"), ("code", "type")):
            if one.get(key) != other.get(key):
                which = "its output" if len(right) == 1 else "its output %d" % number
                return "%s has the %s %s, where %s is right" % (which, name, one.get(key), other.get(key))
    return None


def outputs_are(count: int) -> str:
    return "one output is" if count == 1 else "%d outputs are" % count


def verdict_of(said: Any) -> Tuple[bool, str]:
    """A check says `(good, message)`; in older problems a message that is empty where all is well, or a boolean."""
    if isinstance(said, tuple):
        return bool(said[0]), str(said[1]) if len(said) > 1 else ""
    if isinstance(said, str):
        return said == "", said
    return bool(said), "" if said else "the problem's check said no"
