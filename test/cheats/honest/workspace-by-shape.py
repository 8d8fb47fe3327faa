"""Keeps its workspace from call to call, one for each shape."""

import torch

workspaces = {}


def custom_kernel(data):
    x, residual, weight, out = data
    key = (x.shape, x.device)
    if key not in workspaces:
        workspaces[key] = (torch.empty_like(x), torch.empty_like(x))
    total, square = workspaces[key]
    torch.add(x, residual, out=total)
    torch.mul(total, total, out=square)
    scale = torch.rsqrt(square.mean(dim=-1, keepdim=True) + 1e-6)
    torch.mul(total, scale, out=out)
    return out.mul_(weight)
