"""Returns an output of its own, and leaves the given buffer alone."""

import torch


def custom_kernel(data):
    x, residual, weight, _ = data
    total = x + residual
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + 1e-6)
    return total * scale * weight
