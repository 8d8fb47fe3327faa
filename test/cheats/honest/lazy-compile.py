"""One kernel of Triton, compiled at its first call; torch's own compiler where there is no GPU."""

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

scripted = None

if triton is not None:

    @triton.jit
    def rms_norm(x, residual, weight, out, width, block: tl.constexpr):
        column = tl.arange(0, block)
        inside = column < width
        at = tl.program_id(0) * width + column
        total = tl.load(x + at, mask=inside, other=0.0) + tl.load(residual + at, mask=inside, other=0.0)
        scale = tl.rsqrt(tl.sum(total * total) / width + 1e-6)
        tl.store(out + at, total * scale * tl.load(weight + column, mask=inside, other=0.0), mask=inside)


def norm(x: torch.Tensor, residual: torch.Tensor, weight: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
    total = x + residual
    scale = torch.rsqrt((total * total).mean(dim=-1, keepdim=True) + 1e-6)
    return out.copy_(total * scale * weight)


def custom_kernel(data):
    global scripted
    x, residual, weight, out = data
    if x.is_cuda and triton is not None:
        rows, width = x.shape
        rms_norm[(rows,)](x, residual, weight, out, width, block=triton.next_power_of_2(width))
        return out
    if scripted is None:
        scripted = torch.jit.script(norm)
    return scripted(x, residual, weight, out)
