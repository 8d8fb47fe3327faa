import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findTouches } from "../../../../src/rounds/code/touches/find-touches.ts";
import { newTouches } from "../../../../src/rounds/code/touches/new-touches.ts";
import { foundIn, kernelsIn } from "./found.ts";

const tricks = kernelsIn("test/cheats/tricks");
const honest = kernelsIn("test/cheats/honest");
const problems = ["config/problems/nvfp4-group-gemm", "config/problems/nvfp4-group-gemm-wasm"].flatMap(kernelsIn);
const sums = kernelsIn("test/fixtures/problems/py-sums");

/** What each trick can't do without. A trick that isn't here is arithmetic alone: nothing of it touches anything. */
const touching: Readonly<Record<string, readonly string[]>> = {
  "edits-baseline.py": ["other code gc.get_objects"],
  "forged-answer.py": ["other code gc.get_objects", "other code sys._getframe"],
  "forged-result.py": ["files os.write", "processes os._exit"],
  "forged-times.py": ["other code gc.get_objects"],
  "overwrites-harness.py": ["files open", "files os.chmod", "files os.walk"],
  "patched-comparison.py": ["other code torch.equal =", "other code torch.Tensor.le ="],
  "patched-flush.py": ["other code torch.Tensor.zero_ ="],
  "patched-statistics.py": ["other code setattr(statistics)", "other code math.fsum ="],
  "patched-timer.py": ["timers torch.cuda.Event.elapsed_time", "timers time.perf_counter", "other code setattr(time)"],
  "reads-reference.py": ["other code sys.modules", "other code gc.get_objects", "files open", "files glob.glob"],
  "skips-unpoisoned.py": ["other code setattr(torch.Tensor)"],
  "unjoined-stream.py": ["streams torch.cuda.Stream", "streams torch.cuda.stream"],
  "unjoined-thread.py": ["processes concurrent.futures.ThreadPoolExecutor"],
};

const untouching = [
  ..."cached-by-address cached-by-sample cached-by-shape checked-sample-only counts-calls lazy-tensor".split(" "),
  ..."leftover-memory less-precise public-seed skips-seen tested-sizes-only zeroed-input".split(" "),
].map((name) => `${name}.py`);

describe("the tricks that are known", () => {
  it.each(tricks)("%s is shown by what it touches", (name, text) => {
    const found = foundIn(text).map((each) => each.replace(/^\d+ /, ""));
    for (const each of touching[name] ?? []) expect(found.some((other) => other.startsWith(each))).toBe(true);
    if (touching[name] === undefined) expect([name, found]).toEqual([name, []]);
  });

  it("are all told apart: those that touch something, and those that only calculate", () => {
    expect([...Object.keys(touching), ...untouching].sort()).toEqual(tricks.map(([name]) => name).sort());
  });

  it("shows the clock, the network and the environment of the standard library's", () => {
    const of = (name: string) => foundIn(sums.find(([file]) => file === name)?.[1] ?? "").join("\n");
    expect(of("cheat-patches-clock.py")).toContain("timers time.perf_counter");
    expect(of("cheat-reads-reference.py")).toContain("files open");
    expect(of("cheat-forges-result.py")).toContain("files os.write");
    expect(of("cheat-breaks-baseline.py")).toContain("other code sys.modules");
    expect(of("asks-the-network.py")).toContain("network socket.create_connection");
    expect(of("looks-around.py")).toContain("processes os.environ");
    expect(of("fork-bomb.py")).toContain("processes os.fork");
  });
});

describe("honest kernels", () => {
  it.each(problems)("%s touches nothing", (file, text) => {
    expect(findTouches({ [file]: text })).toEqual({ touches: [], unread: [] });
  });

  it("show their streams and timers like any other", () => {
    const kindsOf = (text: string) => [...new Set(foundIn(text).map((each) => each.split(" ")[1]))];
    expect(Object.fromEntries(honest.map(([name, text]) => [name, kindsOf(text)]))).toEqual({
      "autotuned.py": ["streams", "timers"],
      "cuda-graph.py": ["streams"],
      "joined-side-stream.py": ["streams"],
      "lazy-compile.py": [],
      "own-output.py": [],
      "plain.py": [],
      "workspace-by-shape.py": [],
    });
  });
});

describe("beside the baseline", () => {
  const code = (sha256: string, text: string) => ({ sha256, files: { "kernel.py": text } });

  it("what both touch alike is no news, wherever it stands", () => {
    const baseline = code("a", "import time\ntime.time()");
    const candidate = code("b", "import time\n\n\ntime.time()\ntime.sleep(1)");
    const { touches, asBaseline } = newTouches(candidate, baseline);
    expect(touches.map(({ line, name }) => [line, name])).toEqual([[5, "time.sleep"]]);
    expect(asBaseline).toBe(1);
  });

  it("lists fifty, and counts the rest", () => {
    const many = Array.from({ length: 70 }, () => "time.time()").join("\n");
    const { touches, more } = newTouches(code("c", `import time\n${many}`), code("d", "x = 1"));
    expect([touches.length, more]).toEqual([50, 20]);
  });
});

describe("any text at all", () => {
  const file = fc.constantFrom("kernel.py", "kernel.cu", "kernel.ts");
  const real = fc.constantFrom(...[...tricks, ...honest, ...problems].map(([, text]) => text));
  const mutated = fc
    .tuple(
      real,
      fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.string({ maxLength: 6, unit: "binary" })), { maxLength: 6 }),
    )
    .map(([text, cuts]) => {
      return cuts.reduce((rest, [at, length, put]) => {
        const start = at % (rest.length + 1);
        return rest.slice(0, start) + put + rest.slice(start + length);
      }, text);
    });

  it("is read without an error, and every line that is named exists", () => {
    fc.assert(
      fc.property(file, fc.oneof(fc.string({ maxLength: 200, unit: "binary" }), mutated), (name, text) => {
        const lines = text.split(/\r\n|\n|\r/);
        for (const { line, code } of findTouches({ [name]: text }).touches) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(lines[line - 1]).toContain(code.replace(/…$/, ""));
        }
      }),
      { numRuns: 300 },
    );
  });

  const shapes = [
    "(",
    "f(",
    "a<",
    "`${",
    "*",
    "a.b",
    "lambda:",
    "if x:\n ",
    "/*",
    "#define x y\n",
    "x = x.y\n",
    '"a" + ',
  ];
  it.each(shapes)("of a megabyte made of %j ends within its budget", (part) => {
    const text = part.repeat(Math.ceil((1 << 20) / part.length));
    for (const name of ["kernel.py", "kernel.cu", "kernel.ts"]) {
      let looks = 0;
      // Twenty looks at the budget, as if each had cost a twentieth of it.
      const spent = findTouches({ [name]: text }, { isSpent: () => looks++ > 20 });
      expect(spent.unread).toMatchObject([{ file: name, read: "in part" }]);
    }
  });
});
