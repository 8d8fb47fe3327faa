import { expect, it } from "vitest";
import { errorHeadline } from "../../../../src/rounds/judging/facts/error-headline.ts";

const chain = `
Traceback (most recent call last):
  File "triton/language/core.py", line 1, in arange
    raise ValueError("arange's range must be a power of 2")
ValueError: arange's range must be a power of 2

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "submission.py", line 40, in custom_kernel
    kernel[grid](x)
triton.compiler.errors.CompilationError: at 12:8:
    offsets = tl.arange(0, 96)
`;

it.each([
  [
    "the harness's own words first",
    "OutOfResources: shared memory, Required: 352256",
    chain,
    "OutOfResources: shared memory, Required: 352256",
  ],
  [
    "of a chain, in the message or only in the log, the innermost cause",
    chain,
    "",
    "ValueError: arange's range must be a power of 2",
  ],
  ["of a log alone as well", " \n", chain, "ValueError: arange's range must be a power of 2"],
  ["of one traceback its error", 'Traceback (most recent call last):\n  File "a.py"\nKeyError: 3', "", "KeyError: 3"],
  ["a compiler's first line", "", "ERROR TS2322: no\n  in kernel.ts", "ERROR TS2322: no"],
  [
    "a note above a traceback in a message",
    "PassManager::run failed\nTraceback (most recent call last):\n  x\nE: y",
    "",
    "PassManager::run failed",
  ],
  ["of a silent death that it was silent", "", "\n", "no message"],
])("shows %s", (_, message, log, headline) => {
  expect(errorHeadline(message, log)).toBe(headline);
});
