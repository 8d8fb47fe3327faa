"""How CUDA files of a problem become its evaluator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Any, List, Mapping, Optional

from tank_harness.run_failure import RunFailure

#: The program that nvcc makes; the name is the field's.
PROGRAM = "eval.out"
#: What the field's own runner passes, so that what builds there builds here. A problem's own flags come later and win.
DEFAULT_FLAGS = (
    "-std=c++20",
    "-O3",
    "-DNDEBUG",
    "--expt-relaxed-constexpr",
    "--expt-extended-lambda",
    "-Xcompiler=-fno-strict-aliasing",
    "-forward-unknown-to-host-compiler",
)
#: A problem that says what to build for is taken at its word.
ARCHITECTURE_FLAG = re.compile(r"-(-gpu-architecture|-gpu-code|arch|code|gencode|-generate-code)\b")
IDENTIFIER = re.compile(r"[A-Za-z_]\w*\Z")
USUAL_PLACE = "/usr/local/cuda/bin/nvcc"


def find_nvcc() -> str:
    """Raises RunFailure of the runner where there is none."""
    home = os.environ.get("CUDA_HOME") or os.environ.get("CUDA_PATH")
    places = [shutil.which("nvcc"), None if home is None else os.path.join(home, "bin", "nvcc"), USUAL_PLACE]
    found = next((place for place in places if place is not None and os.access(place, os.X_OK)), None)
    if found is None:
        text = "this machine has no nvcc, which builds problems in CUDA: install the CUDA toolkit there, or put its bin "
        text += "folder on the PATH of this runner"
        raise RunFailure("runner", "build", "error", text)
    return found


def nvcc_version(nvcc: str) -> str:
    """`13.0.88`; `unknown` where it does not say. Raises RunFailure of the runner where it can't be started."""
    try:
        told = subprocess.run([nvcc, "--version"], capture_output=True, text=True, timeout=60, check=False).stdout
    except (OSError, subprocess.TimeoutExpired) as error:
        text = "the nvcc of this machine can't be started (%s): see that `nvcc --version` works there" % error
        raise RunFailure("runner", "build", "error", text) from error
    found = re.search(r"\bV(\d[\d.]*)", told)
    return "unknown" if found is None else found.group(1)


def nvcc_command(nvcc: str, config: Mapping[str, Any], architecture: Optional[str]) -> List[str]:
    """Sources, include folders and defines as a problem's config names them, for the GPU that will run it.

    Raises RunFailure of the runner for a config that nothing can be built of.
    """
    sources = texts(config, "sources")
    if not sources:
        raise unfit("names no `sources` to build")
    flags = texts(config, "compile_flags")
    odd = next((flag for flag in flags if not flag.startswith("-")), None)
    if odd is not None:
        raise unfit("has a compile flag without a dash: %s" % odd[:100])
    aimed = [] if architecture is None or any(map(ARCHITECTURE_FLAG.match, flags)) else architecture_flags(architecture)
    return [
        nvcc,
        *DEFAULT_FLAGS,
        *("-I" + folder for folder in [".", *texts(config, "include_dirs")]),
        *defines_of(config),
        *aimed,
        *flags,
        *sources,
        *("-l" + library for library in texts(config, "libraries")),
        "-o",
        PROGRAM,
    ]


def architecture_flags(architecture: str) -> List[str]:
    return ["-gencode=arch=compute_%s,code=sm_%s" % (architecture, architecture)]


def defines_of(config: Mapping[str, Any]) -> List[str]:
    defines = config.get("defines", {})
    if not isinstance(defines, dict):
        raise unfit("has `defines` that are no names with values")
    for name in defines:
        if not IDENTIFIER.match(name):
            raise unfit("defines %r, which is no name" % name[:100])
    return ["-D%s=%s" % (name, value) if value != "" else "-D" + name for name, value in defines.items()]


def texts(config: Mapping[str, Any], key: str) -> List[str]:
    value = config.get(key, [])
    return [value] if isinstance(value, str) else [str(each) for each in value]


def unfit(what: str) -> RunFailure:
    return RunFailure("runner", "build", "error", "the problem's config %s: mend its task.yml" % what)
