"""Builds, checks and times kernels in child processes, and reports samples and facts, never a conclusion."""
