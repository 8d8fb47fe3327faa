"""Makes FILES (path -> source) importable without a file on disk, and starts the supervisor.

Sent on stdin after a line that defines FILES; nothing of the harness is ever written on the machine that it runs on,
so a kernel finds no file of it to change.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import sys
from types import ModuleType
from typing import Dict, Optional, Sequence


class InMemory(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds modules among the files that came on stdin."""

    def __init__(self, files: Dict[str, str]) -> None:
        self.files = files

    def find_spec(
        self, name: str, path: Optional[Sequence[str]] = None, target: Optional[ModuleType] = None
    ) -> Optional[importlib.machinery.ModuleSpec]:
        stem = name.replace(".", "/")
        for file, is_package in ((stem + "/__init__.py", True), (stem + ".py", False)):
            if file in self.files:
                return importlib.util.spec_from_loader(name, self, origin=file, is_package=is_package)
        return None

    def exec_module(self, module: ModuleType) -> None:
        spec = module.__spec__
        assert spec is not None and spec.origin is not None
        source = self.files[spec.origin]
        shown = "<harness>/" + spec.origin
        linecache.cache[shown] = (len(source), None, source.splitlines(True), shown)
        exec(compile(source, shown, "exec"), module.__dict__)


FILES: Dict[str, str]  # defined by the line that precedes this program
# The folder that the harness was started in holds no modules of its own.
sys.path[:] = [folder for folder in sys.path if folder]
sys.meta_path.insert(0, InMemory(FILES))

from tank_harness.supervise import main  # noqa: E402

sys.exit(main(FILES))
