"""Work beside the main thread, whose result or exception is handed over when it is asked for."""

from __future__ import annotations

import threading
from typing import Callable, Generic, Optional, TypeVar

Result = TypeVar("Result")


class Background(Generic[Result]):
    """Starts at once. Whoever stops waiting must end what the work waits for, and `join`."""

    def __init__(self, work: Callable[[], Result]) -> None:
        self._result: Optional[Result] = None
        self._error: Optional[BaseException] = None

        def run() -> None:
            try:
                self._result = work()
            except BaseException as error:
                self._error = error

        self._thread = threading.Thread(target=run, daemon=True)
        self._thread.start()

    def result(self) -> Result:
        """Waits; raises what the work raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]

    def join(self) -> None:
        self._thread.join()
