"""What goes into a kernel, and what comes out."""

import torch

# A matrix [rows, width] in float32.
input_t = torch.Tensor
# The norm of each row [rows] in float32.
output_t = torch.Tensor
