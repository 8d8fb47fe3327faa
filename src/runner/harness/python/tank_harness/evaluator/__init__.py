"""Measuring by a problem's own evaluator: a process at a time, where no two kernels can be held in one."""
