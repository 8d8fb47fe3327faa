"""What an answer of a kernel's process must look like: whatever else comes was not sent by the harness's own code."""

from __future__ import annotations

from typing import Any, Dict, Tuple

Kinds = Tuple[type, ...]

NUMBER: Kinds = (int, float)

#: By the request; those that are not named here have nothing to say.
EXPECTED: Dict[str, Dict[str, Kinds]] = {
    "facts": {"versions": (dict,), "clocks": (list,), "l2Bytes": (int, type(None))},
    "sources": {"texts": (dict,)},
    "harvest": {"size": (int,)},
    "collect": {"size": (int,)},
    "run": {"status": (int,)},
    "first_call": {"outputs": (list,)},
    "check": {"written": (list,), "changed": (bool,)},
    "pilot": {"pairNs": NUMBER, "hostBound": (list,)},
    "block": {"samples": (dict,), "late": (bool,), "written": (list,)},
    "chunk": {"eventNs": NUMBER, "late": (bool,)},
}
ERROR: Dict[str, Kinds] = {"kind": (str,), "message": (str,), "log": (str,)}


def is_answer(request: str, reply: Dict[str, Any]) -> bool:
    """Whether a reply to `request` is one, or says in words what went wrong."""
    if "error" in reply:
        return isinstance(reply["error"], dict) and has(reply["error"], ERROR)
    return has(reply, EXPECTED.get(request, {}))


def has(message: Dict[str, Any], fields: Dict[str, Kinds]) -> bool:
    return all(isinstance(message.get(name), kinds) for name, kinds in fields.items())
