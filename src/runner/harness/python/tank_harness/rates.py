"""How fast the device is at all: what a large copy moves, and what a large matrix product computes, a second."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from tank_harness import buffers

COPY_BYTES = 1 << 30
SIDE = 8192
REPEATS = 5


def measure_rates(kind: str) -> Optional[Dict[str, Any]]:
    """Best of five each, in bytes and operations a second; None where there is no device to measure."""
    torch = buffers.torch_module()
    if kind != "cuda" or torch is None:
        return None
    source = torch.empty(COPY_BYTES, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    copy_s = best_of(torch, lambda: target.copy_(source))
    del source, target
    products = {"fp16": half_product(torch), "fp8": fp8_product(torch)}
    timed = {name: best_of(torch, product) for name, product in products.items() if product is not None}
    fastest = min(timed, key=lambda name: timed[name])
    torch.cuda.empty_cache()
    return {
        "bytesPerSecond": 2 * COPY_BYTES / copy_s,
        "operationsPerSecond": 2 * SIDE**3 / timed[fastest],
        "how": "a copy of 1 GiB, and a dense product of two %d×%d matrices in %s" % (SIDE, SIDE, fastest),
    }


def half_product(torch: Any) -> Callable[[], Any]:
    left, right = (torch.randn(SIDE, SIDE, device="cuda").half() for _ in range(2))
    return lambda: left @ right


def fp8_product(torch: Any) -> Optional[Callable[[], Any]]:
    """The fastest type of GPUs from sm_89 on, where this torch knows it."""
    if torch.cuda.get_device_capability() < (8, 9) or not hasattr(torch, "_scaled_mm"):
        return None
    left, right = (torch.randn(SIDE, SIDE, device="cuda").to(torch.float8_e4m3fn) for _ in range(2))
    one = torch.ones((), device="cuda")

    def product() -> Any:
        return torch._scaled_mm(left, right.t(), scale_a=one, scale_b=one, out_dtype=torch.float16)

    try:
        product()
        return product
    except (RuntimeError, TypeError):  # another signature, or no kernel for this GPU: fp16 stands alone then
        return None


def best_of(torch: Any, work: Callable[[], Any]) -> float:
    """Seconds of the fastest of a few, by events."""
    times: List[float] = []
    for _ in range(REPEATS + 1):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        work()
        end.record()
        torch.cuda.synchronize()
        times.append(float(start.elapsed_time(end)) / 1e3)
    return min(times[1:])
