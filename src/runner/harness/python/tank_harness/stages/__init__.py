"""The stages of a run, in their order: build, check, time, recheck, integrity."""
