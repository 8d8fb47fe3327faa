"""Data of a problem as a skeleton of JSON and a list of leaves: torch tensors, or arrays where there is no torch."""

from __future__ import annotations

import array
import math
import re
import sys
from typing import Any, Callable, Dict, List, Tuple

from tank_harness import shared_memory
from tank_harness.errors import PlainError

Skeleton = Dict[str, Any]


#: By torch's names of types, for a process that has no torch.
ELEMENT_BYTES = {
    "bool": 1, "uint8": 1, "int8": 1, "uint16": 2, "int16": 2, "uint32": 4, "int32": 4, "uint64": 8, "int64": 8,
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8, "complex32": 4, "complex64": 8, "complex128": 16,
    "float8_e4m3fn": 1, "float8_e5m2": 1, "float8_e4m3fnuz": 1, "float8_e5m2fnuz": 1, "float8_e8m0fnu": 1,
    "float4_e2m1fn_x2": 1,
}


class UnfitData(PlainError):
    """Data that can't be passed between processes, or an output that is none."""


def torch_module() -> Any:
    """torch where it was imported, else None: a problem of plain arrays needs none."""
    return sys.modules.get("torch")


def flatten(data: Any) -> Tuple[Skeleton, List[Any]]:
    """Takes nested lists, tuples and dicts apart. Raises UnfitData for anything else than buffers and scalars."""
    leaves: List[Any] = []

    def walk(value: Any) -> Skeleton:
        if value is None or isinstance(value, (bool, int, float, str)):
            return {"value": value}
        if isinstance(value, tuple):
            return {"tuple": [walk(each) for each in value]}
        if isinstance(value, list):
            return {"list": [walk(each) for each in value]}
        if isinstance(value, dict):
            return {"dict": [[walk(key), walk(each)] for key, each in value.items()]}
        described = describe(value)
        leaves.append(value)
        return {"leaf": len(leaves) - 1, **described}

    return walk(data), leaves


def unflatten(skeleton: Skeleton, leaf: Callable[[Skeleton], Any]) -> Any:
    """Puts a structure together again; `leaf` makes each buffer from its description."""
    if "value" in skeleton:
        return skeleton["value"]
    if "tuple" in skeleton:
        return tuple(unflatten(each, leaf) for each in skeleton["tuple"])
    if "list" in skeleton:
        return [unflatten(each, leaf) for each in skeleton["list"]]
    if "dict" in skeleton:
        return {unflatten(key, leaf): unflatten(each, leaf) for key, each in skeleton["dict"]}
    return leaf(skeleton)


def describe(value: Any) -> Skeleton:
    """What a buffer looks like. A subclass of a tensor is no buffer: it could do its work when it is looked at."""
    torch = torch_module()
    if torch is not None and type(value) in (torch.Tensor, torch.nn.Parameter):
        if value.layout != torch.strided:
            raise UnfitData("a tensor of layout %s" % value.layout)
        dtype = str(value.dtype)[len("torch.") :]
        if dtype not in ELEMENT_BYTES:
            raise UnfitData("a tensor of type %s" % dtype)
        return {"dtype": dtype, "shape": list(value.shape), "strides": list(value.stride())}
    if type(value) is array.array and value.typecode in ("d", "f", "q", "i", "B"):
        return {"code": value.typecode, "shape": [len(value)]}
    kind = re.sub("^tank_(baseline|candidate)_", "", type(value).__module__) + "." + type(value).__qualname__
    raise UnfitData("a value of type %s, where a tensor was expected" % kind)


def byte_count(described: Skeleton) -> int:
    count = math.prod(described["shape"])
    if "code" in described:
        return count * array.array(described["code"]).itemsize
    return count * ELEMENT_BYTES[described["dtype"]]


def leaves_of(skeleton: Skeleton) -> List[Skeleton]:
    """The descriptions of all buffers, in the order of their numbers."""
    found: List[Skeleton] = []

    def note(described: Skeleton) -> None:
        found.append(described)

    unflatten(skeleton, note)
    return found


def place(skeleton: Skeleton, start: int = 0) -> Tuple[List[int], int]:
    """Offsets of the buffers in a shared file, one after the other; and where the next thing may begin."""
    offsets: List[int] = []
    for described in leaves_of(skeleton):
        offsets.append(start)
        start = shared_memory.aligned(start + byte_count(described))
    return offsets, start


def write_leaf(leaf: Any, memory: Any, offset: int) -> None:
    """Copies a buffer's contents, in the order of its indices, into shared memory."""
    if isinstance(leaf, array.array):
        data = leaf.tobytes()
        memory[offset : offset + len(data)] = data
        return
    torch = torch_module()
    flat = leaf.detach().contiguous().reshape(-1)
    if flat.numel() > 0:
        raw = flat.view(torch.uint8)
        torch.frombuffer(memory, dtype=torch.uint8, count=raw.numel(), offset=offset).copy_(raw)


def read_into(leaf: Any, memory: Any, offset: int) -> None:
    """The reverse of `write_leaf`, into a buffer that keeps its address."""
    if isinstance(leaf, array.array):
        size = len(leaf) * leaf.itemsize
        memoryview(leaf).cast("B")[:] = memory[offset : offset + size]
        return
    torch = torch_module()
    if leaf.numel() == 0:
        return
    size = leaf.numel() * leaf.element_size()
    raw = torch.frombuffer(memory, dtype=torch.uint8, count=size, offset=offset)
    with torch.no_grad():
        if leaf.is_contiguous():
            leaf.view(-1).view(torch.uint8).copy_(raw)
        else:
            leaf.copy_(raw.view(leaf.dtype).view(leaf.shape))


def new_leaf(described: Skeleton, device: str) -> Any:
    """An uninitialised buffer of this shape, type and memory layout."""
    if "code" in described:
        return array.array(described["code"], bytes(byte_count(described)))
    torch = torch_module()
    dtype = getattr(torch, described["dtype"])
    return torch.empty_strided(described["shape"], described["strides"], dtype=dtype, device=device)


def poison(leaf: Any) -> None:
    """Fills a buffer with NaN, or with a pattern where its type has none."""
    if isinstance(leaf, array.array):
        value: Any = math.nan if leaf.typecode in "df" else 0x5A
        leaf[:] = array.array(leaf.typecode, [value]) * len(leaf)
        return
    torch = torch_module()
    with torch.no_grad():
        if leaf.dtype.is_floating_point and leaf.element_size() > 1:
            leaf.fill_(math.nan)
        elif leaf.dtype != torch.bool and leaf.numel() > 0 and leaf.is_contiguous():
            leaf.view(-1).view(torch.uint8).fill_(0x5A)


def copy_of(leaf: Any) -> Any:
    return leaf[:] if isinstance(leaf, array.array) else leaf.detach().clone()


def clone(leaf: Any) -> Any:
    """A buffer elsewhere with the same contents, shape and strides."""
    if isinstance(leaf, array.array):
        return leaf[:]
    torch = torch_module()
    fresh = torch.empty_strided(leaf.shape, leaf.stride(), dtype=leaf.dtype, device=leaf.device)
    return fresh.copy_(leaf)


def swap(left: Any, right: Any) -> None:
    """Exchanges the contents of two buffers of one kind."""
    if isinstance(left, array.array):
        left[:], right[:] = right[:], left[:]
        return
    kept = left.detach().clone()
    left.copy_(right)
    right.copy_(kept)


def make_gap(size: int, device: str) -> Any:
    """Takes `size` bytes of the device's memory while it is held; nothing where there is no torch."""
    torch = torch_module()
    return None if torch is None or device == "cpu" else torch.empty(size, dtype=torch.uint8, device=device)


def address(leaf: Any) -> int:
    return int(leaf.buffer_info()[0]) if isinstance(leaf, array.array) else int(leaf.data_ptr())
