"""RMS norm of a sum: the inputs, the expected outputs, and what a call can't do without. Any torch from 1.13 on."""

from __future__ import annotations

from typing import Dict, Tuple

import torch

EPSILON = 1e-6

# x, residual [rows, width], weight [width], out [rows, width]; all float32.
Data = Tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]


def generate_input(rows: int, width: int, seed: int) -> Data:
    """The inputs of one call, normal around 0 and, the weight, around 1; `out` holds nothing yet."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    generator = torch.Generator(device=device)
    generator.manual_seed(seed)
    x = torch.randn(rows, width, device=device, generator=generator)
    residual = torch.randn(rows, width, device=device, generator=generator)
    weight = 1 + torch.randn(width, device=device, generator=generator) / 8
    return x, residual, weight, torch.empty(rows, width, device=device)


def ref_kernel(data: Data) -> torch.Tensor:
    """The expected output, summed in float64."""
    x, residual, weight, _ = data
    total = x.double() + residual.double()
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + EPSILON)
    return (total * scale * weight.double()).float()


def work(rows: int, width: int) -> Dict[str, int]:
    """Bytes: three matrices and the weight once each. Operations: six for each element."""
    return {"bytes": 4 * (3 * rows * width + width), "operations": 6 * rows * width}
