"""What the processes of runs are for. Where root builds the sandbox, each role is a user of its own."""

from __future__ import annotations

#: In the order in which they come.
KERNEL_ROLES = ("reference", "pair", "baseline-alone", "candidate-build", "candidate-alone")
#: Processes that run programs of a problem: one after the other, since a user is given to one at a time.
PROGRAM_ROLES = ("baseline-program", "candidate-program")
ROLES = (*KERNEL_ROLES, *PROGRAM_ROLES)
