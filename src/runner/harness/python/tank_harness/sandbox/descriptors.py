"""Which open files a process takes along."""

from __future__ import annotations

import os
from collections.abc import Iterable


def keep_only(kept: Iterable[int]) -> None:
    """Closes every other descriptor; 0, 1 and 2 always lead somewhere, to /dev/null unless they are kept."""
    wanted = frozenset(kept)
    for name in os.listdir("/proc/self/fd"):
        number = int(name)
        if number > 2 and number not in wanted:
            try:
                os.close(number)
            except OSError:
                continue  # the one that listed the folder
    for number in {0, 1, 2} - wanted:
        null = os.open("/dev/null", os.O_RDWR)
        if null != number:
            os.dup2(null, number)
            os.close(null)
