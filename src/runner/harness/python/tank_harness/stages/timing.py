"""Interleaved pairs on every timed case, by every clock that the round asked for."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Any, Dict, List

from tank_harness.asking import ask_kernel
from tank_harness.report_draft import case_key
from tank_harness.run_failure import RunFailure
from tank_harness.seeds import random_for
from tank_harness.stages.build import Built
from tank_harness.stages.check import compare_output
from tank_harness.stages.prepare import LOAD_MS, SETS, Inputs

if TYPE_CHECKING:
    from tank_harness.run import Run

#: 100 calls a chunk: what a stream holds without making the host wait.
MOST_PAIRS = 50
#: The interval is made of what differs between blocks: with fewer of them it is wide.
LEAST_BLOCKS = 10
#: The clock that does not judge needs fewer pairs.
SHARE = {"gpu": 1.0, "call": 0.4}
#: Blocks that may be measured again because a kernel waited for the device just then.
MOST_LATE = 3
#: Timed calls of a case whose outputs are looked at.
LOOKED_AT = {"gpu": 6, "call": 3}


def time_cases(run: "Run", built: Built) -> None:
    run.draft.enter("time")
    ask_kernel(built.pair, {"do": "warm_up"}, LOAD_MS, "runner", "time")
    for case in run.bundle.benchmarks:
        if case.label not in run.bundle.timed:
            continue
        begin = time.monotonic()
        for clock in run.draft.clocks:
            CaseTiming(run, built, built.inputs[case.label], clock, begin).run()
        pairs = sum(len(block["baseline"]) for block in run.draft.blocks[case_key(case.label, run.draft.clocks[0])])
        run.events.send("case-timed", label=case.label, pairs=pairs)


class CaseTiming:
    """One case by one clock: a pilot, then a number of blocks that nothing seen afterwards changes."""

    def __init__(self, run: "Run", built: Built, inputs: Inputs, clock: str, begin: float) -> None:
        self.run_ = run
        self.built = built
        self.inputs = inputs
        self.clock = clock
        self.begin = begin
        self.label = inputs.case.label
        self.key = case_key(self.label, clock)
        self.random = random_for(run.bundle.secret, self.label, clock)
        self.contents = inputs.contents

    def run(self) -> None:
        draft = self.run_.draft
        pilot = self._ask({"do": "pilot", "label": self.label, "clock": self.clock})
        host_bound: List[str] = [str(side) for side in pilot["hostBound"]]
        only = len(draft.clocks) == 1
        budget_ns = self.run_.bundle.budget_ms * 1e6 * (1.0 if only else SHARE[self.clock])
        per_block, blocks = plan_blocks(budget_ns, max(float(pilot["pairNs"]), 100.0))
        looked_at = self._choose_spots(blocks, per_block)
        draft.blocks[self.key] = []
        draft.conditions[self.key] = []
        number, late = 0, 0
        while number < blocks:
            if not self._block(number, per_block, looked_at.get(number, []), host_bound) or host_bound:
                number += 1
                continue
            late += 1
            if late > MOST_LATE:
                # It waits for the device again and again: from here on both sides are timed without the gate.
                host_bound = ["candidate"]
                draft.blocks[self.key], draft.conditions[self.key], number = [], [], 0
        if host_bound:
            draft.host_bound[self.key] = host_bound

    def _block(self, number: int, per_block: int, spots: List[int], host_bound: List[str]) -> bool:
        draft = self.run_.draft
        self._move()
        self._refresh(number)
        order = balanced_order(self.random, per_block)
        request = {
            "do": "block", "label": self.label, "clock": self.clock, "order": order, "spots": spots,
            "hostBound": host_bound,
        }
        reply = self._ask(request)
        conditions = self.run_.machine.conditions()
        if reply["late"]:
            return True
        draft.blocks[self.key].append(clean_samples(reply["samples"]))
        if conditions is not None:
            draft.conditions[self.key].append(conditions)
        for spot, written in zip(sorted(spots), reply["written"]):
            pair, second = divmod(spot, 2)
            side = ("baseline", "candidate")[order[pair] if second == 0 else 1 - order[pair]]
            content = self.contents[pair % SETS]
            compare_output(self.run_, self.built, self.run_.blame(side), self.label, content, "time", written)
        return False

    def _move(self) -> None:
        """Where buffers happen to lie moved kernels by 1% and more on an H100: each block draws anew, so the spread shows."""
        self._ask({"do": "move", "label": self.label, "sides": ["baseline", "candidate"]})

    def _refresh(self, number: int) -> None:
        """One set gets contents that it did not have, where its last ones were seen: an address alone tells nothing."""
        index = number % SETS
        fresh = self.random.choice([each for each in range(len(self.inputs.manifests) - 1) if each not in self.contents])
        self._ask({"do": "refresh", "label": self.label, "index": index, "content": fresh})
        self.contents[index] = fresh

    def _choose_spots(self, blocks: int, per_block: int) -> Dict[int, List[int]]:
        """Calls to look at, in blocks drawn at random: at most two a block, whose outputs have room."""
        chosen: Dict[int, List[int]] = {}
        for number in self.random.sample(range(blocks), min(blocks, LOOKED_AT[self.clock])):
            # Every other time a call on the set whose contents are new since the kernels saw its address.
            pair = self.random.randrange(per_block)
            if self.random.randrange(2) == 0:
                pair = pair // SETS * SETS + number % SETS
            chosen[number] = [min(2 * pair + self.random.randrange(2), 2 * per_block - 1)]
        return chosen

    def _ask(self, request: Dict[str, Any]) -> Dict[str, Any]:
        limit = self.run_.bundle.case_ms
        left = limit - (time.monotonic() - self.begin) * 1000
        side = self.run_.blame("candidate")
        return ask_kernel(self.built.pair, request, left, side, "time", self.label, whole_limit_ms=limit)


def plan_blocks(budget_ns: float, pair_ns: float) -> "tuple[int, int]":
    """Pairs a block and blocks, for a budget of wall time. Both even out where a call is long."""
    pairs = max(int(budget_ns / pair_ns), 2 * LEAST_BLOCKS)
    per_block = min(MOST_PAIRS, max(2, pairs // LEAST_BLOCKS // 2 * 2))
    return per_block, max(LEAST_BLOCKS, pairs // per_block)


def balanced_order(generator: random.Random, pairs: int) -> List[int]:
    """Which side goes first: at random, both equally often within each two pairs."""
    order: List[int] = []
    while len(order) < pairs:
        first = generator.randrange(2)
        order += [first, 1 - first]
    return order[:pairs]


def clean_samples(samples: Any) -> Dict[str, List[float]]:
    """Numbers above zero; the counter's step can round a very short call down to nothing."""
    try:
        clean = {side: [max(round(float(each), 1), 1.0) for each in samples[side]] for side in ("baseline", "candidate")}
    except (KeyError, TypeError, ValueError) as cause:
        raise RunFailure("candidate", "time", "error", "its process sent samples that are none") from cause
    return clean
