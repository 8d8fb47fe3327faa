"""The types of one call, for kernels that want to name them."""

from __future__ import annotations

from typing import List, Tuple

import torch

# (a, b, c) of one group: a [m, k/2] and b [n, k/2] uint8, two e2m1 values a byte, the even one in the low half;
# c [m, n] float16, where the result goes.
matrices_t = Tuple[torch.Tensor, torch.Tensor, torch.Tensor]

# (scales of a [m, k/16], scales of b [n, k/16]) of one group, float8_e4m3fn, row-major: one for 16 values along k.
scales_t = Tuple[torch.Tensor, torch.Tensor]

# (m, n, k, l) of one group; l is always 1.
sizes_t = Tuple[int, int, int, int]

# What `custom_kernel` gets: the groups' matrices, scales and sizes.
input_t = Tuple[List[matrices_t], List[scales_t], List[sizes_t]]

# What it returns: c of each group, filled.
output_t = List[torch.Tensor]
