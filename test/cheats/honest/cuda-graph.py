"""Records its work once for each set of buffers, and replays it on whatever they hold."""

import torch

graphs = {}


def norm(x, residual, weight, out):
    total = x + residual
    scale = torch.rsqrt(total.square().mean(dim=-1, keepdim=True) + 1e-6)
    torch.mul(total, scale, out=out)
    return out.mul_(weight)


def recorded(data):
    # A first run outside the recording, so that nothing is set up inside it.
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        norm(*data)
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        norm(*data)
    return graph


def custom_kernel(data):
    if not data[0].is_cuda:
        return norm(*data)
    key = tuple(each.data_ptr() for each in data) + tuple(data[0].shape)
    if key not in graphs:
        graphs[key] = recorded(data)
    graphs[key].replay()
    return data[3]
