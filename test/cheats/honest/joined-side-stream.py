"""Works on half of the rows on a stream of its own, and waits for it."""

import torch

side = torch.cuda.Stream() if torch.cuda.is_available() else None


def norm(x, residual, weight, out):
    total = x + residual
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + 1e-6)
    torch.mul(total, scale, out=out)
    return out.mul_(weight)


def custom_kernel(data):
    x, residual, weight, out = data
    if side is None:
        return norm(*data)
    half = x.shape[0] // 2
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        norm(x[half:], residual[half:], weight, out[half:])
    norm(x[:half], residual[:half], weight, out[:half])
    torch.cuda.current_stream().wait_stream(side)
    return out
