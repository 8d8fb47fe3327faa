"""Tries three ways at the first call of each shape, and keeps to the fastest."""

import time

import torch

chosen = {}


def in_four_passes(x, residual, weight, out):
    total = x + residual
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + 1e-6)
    torch.mul(total, scale, out=out)
    return out.mul_(weight)


def in_place(x, residual, weight, out):
    torch.add(x, residual, out=out)
    scale = torch.rsqrt(out.square().mean(dim=-1, keepdim=True) + 1e-6)
    return out.mul_(scale).mul_(weight)


def by_length(x, residual, weight, out):
    torch.add(x, residual, out=out)
    length = torch.linalg.vector_norm(out, dim=-1, keepdim=True)
    return out.mul_(torch.rsqrt(length.square() / out.shape[-1] + 1e-6)).mul_(weight)


def duration(way, data):
    for _ in range(2):
        way(*data)
    if data[0].is_cuda:
        torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(5):
        way(*data)
    if data[0].is_cuda:
        torch.cuda.synchronize()
    return time.perf_counter() - start


def custom_kernel(data):
    shape = data[0].shape
    if shape not in chosen:
        chosen[shape] = min((in_four_passes, in_place, by_length), key=lambda way: duration(way, data))
    return chosen[shape](*data)
