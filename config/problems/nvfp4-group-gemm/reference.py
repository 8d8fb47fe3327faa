"""NVFP4 group GEMM: the inputs, the expected outputs, and what a call can't do without."""

from __future__ import annotations

from typing import Dict, List, Tuple

import torch

from task import input_t, output_t

SCALE_BLOCK = 16
E2M1 = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0)

# The scales drawn, as e4m3 codes: 0.5 to 1.875. So every product is a multiple of 1/1024 and every sum here stays
# far below 2**14: exact in float32, in whichever order it is added.
FIRST_SCALE, SCALES = 0x30, 16

# One rounding to float16, and as much again.
RTOL, ATOL = 1e-3, 1e-3


def generate_input(m: List[int], n: List[int], k: List[int], seed: int) -> input_t:
    """Draws the groups of one call.

    m, n, k: one size a group; n a multiple of 16, k of 256. Every e2m1 code occurs. The outputs hold nothing yet.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    generator = torch.Generator(device=device)
    generator.manual_seed(seed)

    def draw(low: int, high: int, *shape: int) -> torch.Tensor:
        return torch.randint(low, high, shape, dtype=torch.uint8, device=device, generator=generator)

    matrices, scales, sizes = [], [], []
    for rows, columns, depth in zip(m, n, k):
        a = draw(0, 256, rows, depth // 2)
        b = draw(0, 256, columns, depth // 2)
        c = torch.empty((rows, columns), dtype=torch.float16, device=device)
        blocks = depth // SCALE_BLOCK
        of_a = draw(FIRST_SCALE, FIRST_SCALE + SCALES, rows, blocks).view(torch.float8_e4m3fn)
        of_b = draw(FIRST_SCALE, FIRST_SCALE + SCALES, columns, blocks).view(torch.float8_e4m3fn)
        matrices.append((a, b, c))
        scales.append((of_a, of_b))
        sizes.append((rows, columns, depth, 1))
    return matrices, scales, sizes


def ref_kernel(data: input_t) -> output_t:
    """The expected outputs, float16 [m, n] for each group, summed in float32. Leaves `data` as it is."""
    matrices, scales, _ = data
    return [
        exact_product(dequantize(a, of_a), dequantize(b, of_b)).to(torch.float16)
        for (a, b, _), (of_a, of_b) in zip(matrices, scales)
    ]


def dequantize(packed: torch.Tensor, scales: torch.Tensor) -> torch.Tensor:
    """float32 [rows, k] of packed e2m1 [rows, k/2] and e4m3 scales [rows, k/16]."""
    values = torch.tensor(E2M1 + tuple(-value for value in E2M1), dtype=torch.float32, device=packed.device)
    codes = torch.stack([packed & 15, packed >> 4], dim=-1).reshape(packed.shape[0], -1)
    return values[codes.long()] * scale_values(scales).repeat_interleave(SCALE_BLOCK, dim=1)


def scale_values(scales: torch.Tensor) -> torch.Tensor:
    """float32 of e4m3 codes: a sign, four bits of exponent (bias 7), three of mantissa."""
    codes = scales.view(torch.uint8).to(torch.int32)
    exponent, mantissa = ((codes >> 3) & 15).float(), (codes & 7).float()
    small = mantissa / 512
    size = torch.where(exponent == 0, small, (1 + mantissa / 8) * torch.exp2(exponent - 7))
    return torch.where(codes >= 128, -size, size)


def exact_product(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """a · bᵀ in float32 proper: TF32, which a kernel may have switched on, would round the operands."""
    allowed = torch.backends.cuda.matmul.allow_tf32
    torch.backends.cuda.matmul.allow_tf32 = False
    try:
        return a @ b.T
    finally:
        torch.backends.cuda.matmul.allow_tf32 = allowed


def check_implementation(data: input_t, output: output_t) -> Tuple[bool, str]:
    """Whether `output` is right for `data`, and where it is not."""
    expected = ref_kernel(data)
    if not isinstance(output, (list, tuple)) or len(output) != len(expected):
        return False, f"the output is not a list of {len(expected)} tensors"
    for group, (got, want) in enumerate(zip(output, expected)):
        if got.shape != want.shape or got.dtype != want.dtype:
            return False, f"group {group}: got {got.dtype} {tuple(got.shape)}, want {want.dtype} {tuple(want.shape)}"
        differs = ~((got.float() - want.float()).abs() <= ATOL + RTOL * want.float().abs())
        count = int(differs.sum())
        if count:
            at = tuple(differs.nonzero()[0].tolist())
            first = f"first at {list(at)}: got {got[at].item()}, want {want[at].item()}"
            return False, f"group {group}: {count}/{got.numel()} elements differ, {first}"
    return True, ""


def work(m: List[int], n: List[int], k: List[int]) -> Dict[str, int]:
    """What one call can't do without: every operand read once and every result written once, in bytes; and its
    multiplications and additions, in operations."""
    moved = operations = 0
    for rows, columns, depth in zip(m, n, k):
        moved += (rows + columns) * (depth // 2 + depth // SCALE_BLOCK) + 2 * rows * columns
        operations += 2 * rows * columns * depth
    return {"bytes": moved, "operations": operations}
