"""What ends a run before its report is complete."""

from __future__ import annotations

from typing import Any, Dict, Optional


class RunFailure(Exception):
    """A FailureFact of the report: whose step it was, at which stage, on which case, and what was said."""

    def __init__(
        self,
        side: str,
        stage: str,
        kind: str,
        message: str,
        log: str = "",
        label: Optional[str] = None,
        limit_ms: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.fact: Dict[str, Any] = {"side": side, "stage": stage, "kind": kind, "message": message, "log": log}
        if label is not None:
            self.fact["label"] = label
        if limit_ms is not None:
            self.fact["limitMs"] = limit_ms


class Tampering(Exception):
    """A TamperingFact of the report: what a kernel did that no honest one does."""

    def __init__(self, side: str, stage: str, what: str, detail: str) -> None:
        super().__init__(detail)
        self.fact = {"side": side, "stage": stage, "what": what, "detail": detail}
