"""Imports a kernel's files and finds its `custom_kernel`."""

from __future__ import annotations

import importlib.util
import os
import sys
from types import ModuleType
from typing import Any, Callable

from tank_harness.errors import PlainError

Kernel = Callable[[Any], Any]


class NoKernel(PlainError):
    """The files hold no callable `custom_kernel`."""


def load_kernel(side: str, folder: str, entry: str) -> Kernel:
    """Runs the entry file as a module of its own; its siblings are imported from the same folder.

    The baseline's siblings leave the table of modules again, so that the candidate gets files of its own under the
    same names.
    """
    before = set(sys.modules)
    sys.path.insert(0, folder)
    try:
        module = run_module("tank_%s_%s" % (side, os.path.splitext(entry)[0]), os.path.join(folder, entry))
    finally:
        if side == "baseline":
            sys.path.remove(folder)
            forget(folder, before)
    kernel = getattr(module, "custom_kernel", None)
    if not callable(kernel):
        raise NoKernel("%s defines no function custom_kernel(data)" % entry)
    return kernel  # type: ignore[no-any-return]


def run_module(name: str, path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def forget(folder: str, before: "set[str]") -> None:
    for name in set(sys.modules) - before:
        file = getattr(sys.modules[name], "__file__", None)
        if isinstance(file, str) and file.startswith(folder + os.sep) and not name.startswith("tank_"):
            del sys.modules[name]
