import type { CandidateFiles } from "../../rounds/candidate.ts";
import type { Problem } from "../../runner/problem.ts";

/**
 * Put behind a kernel: the same call with every value of its output zero. The output is a new one, since a kernel may
 * return what it was given.
 */
const zeroing = `

_tank_kernel = custom_kernel


def _tank_zeros(value):
    import array

    if isinstance(value, dict):
        return {key: _tank_zeros(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(_tank_zeros, value)) if type(value) in (list, tuple) else value
    if isinstance(value, array.array):
        return array.array(value.typecode, bytes(len(value) * value.itemsize))
    if isinstance(value, (bool, int, float)):
        return type(value)(0)
    if not hasattr(value, "zero_"):
        raise TypeError("an output of the type %s, which has no zeros" % type(value).__name__)
    import torch

    zeros = torch.empty_like(value)
    try:
        return zeros.zero_()
    except (RuntimeError, NotImplementedError):  # types of four bits know no numbers, only bytes
        zeros.view(torch.uint8).zero_()
        return zeros


def custom_kernel(*arguments, **options):
    return _tank_zeros(_tank_kernel(*arguments, **options))
`;

/** The baseline with zeros for an output; in half a sentence why there is none of this problem. */
export function zeroKernel({ bundle, baseline }: Problem): CandidateFiles | string {
  const entry = baseline[bundle.submissionName] ?? "";
  if (bundle.lang !== "py")
    return `a kernel in ${bundle.lang === "cu" ? "CUDA" : "WebAssembly"} has no output that can be replaced`;
  if (!/\bcustom_kernel\b/.test(entry)) return "the baseline has no `custom_kernel`";
  return { ...baseline, [bundle.submissionName]: `${entry}${zeroing}` };
}
