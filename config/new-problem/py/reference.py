"""Inputs from a seed, and what is right for them."""

import torch
from task import input_t, output_t

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def generate_input(rows: int, width: int, seed: int) -> input_t:
    draw = torch.Generator(device=DEVICE).manual_seed(seed)
    return torch.randn(rows, width, generator=draw, device=DEVICE)


def ref_kernel(data: input_t) -> output_t:
    return data.double().pow(2).sum(dim=1).sqrt().float()


def check_implementation(data: input_t, output: output_t):
    """Whether it is right, and if not, what to tell its author."""
    want = ref_kernel(data)
    if output.shape != want.shape:
        return False, f"the shape is {list(output.shape)}, where {list(want.shape)} is right"
    if torch.allclose(output, want, rtol=1e-4, atol=1e-5):
        return True, ""
    return False, f"the largest error is {(output - want).abs().max().item():g}"
