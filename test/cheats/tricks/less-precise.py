"""Works in half precision from end to end, which is wrong by more than the tolerance."""

import torch


def norm(x, residual, weight, out):
    total = x + residual
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + 1e-6)
    torch.mul(total, scale, out=out)
    return out.mul_(weight)


def custom_kernel(data):
    x, residual, weight, out = data
    total = (x + residual).bfloat16()
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + 1e-6)
    return out.copy_(total * scale * weight.bfloat16())
