"""Walls around a process that runs code nobody trusts: standard library and ctypes only, Linux only."""
