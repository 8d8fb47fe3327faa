"""What kernels run on: a CUDA device, or this processor behind the same interface."""
