import { expect, it } from "vitest";
import { findTouches } from "../../../../src/rounds/code/touches/find-touches.ts";
import { foundIn } from "./found.ts";

const table: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  "a module under another name": ["import time as t\nt.time()", ["2 timers time.time"]],
  "a part under another name": ["from torch.cuda import Stream as S\ns = S()", ["2 streams torch.cuda.Stream"]],
  "an assigned alias, there and where it is called": [
    "import time\nperf = time.perf_counter\n\ndef f():\n    return perf()",
    ["2 timers time.perf_counter", "5 timers time.perf_counter"],
  ],
  "a method of what a class made": [
    "import torch\nstart = torch.cuda.Event(enable_timing=True)\nstart.record()",
    ["2 timers torch.cuda.Event", "3 timers torch.cuda.Event.record"],
  ],
  "what was put on self": [
    "import torch\nclass A:\n    def __init__(self):\n        self.s = torch.cuda.Stream()\n    def f(self):\n        self.s.synchronize()",
    ["4 streams torch.cuda.Stream", "6 streams torch.cuda.Stream.synchronize"],
  ],
  "getattr with plain names, added up and gone through": [
    'import time\nfor name in ("time", "sleep"):\n    getattr(time, name)()\ngetattr(time, "per" + "f_counter")',
    ["3 timers time.time", "3 timers time.sleep", "3 timers time", "4 timers time.perf_counter", "4 timers time"],
  ],
  "getattr with a name that is worked out": [
    "import time\ngetattr(time, make())",
    ["2 timers time", "2 hidden code getattr(time)"].toReversed(),
  ],
  "a module by its text": ['__import__("subprocess").run("x")', ["1 processes subprocess.run"]],
  "a file and what is written to it": [
    'with open("a") as file:\n    file.write("b")',
    ["1 files open", "2 files open.write"],
  ],
  "paths that are only put together": ['import os\nos.path.join("a", "b")\nos.cpu_count()', []],
  "the harness's variables, and no others": [
    'import os\nos.environ["POPCORN_FD"]\nos.getenv("CUDA_HOME")\nos.environ["X"] = "1"',
    ['2 harness os.environ["POPCORN_FD"]'],
  ],
  "the harness's modules": [
    "from reference import ref_kernel\nimport tank_harness.channel\nimport sys\nsys.modules['tank_baseline_x'].y",
    ["1 harness reference.ref_kernel", "2 harness tank_harness.channel", "4 harness tank_baseline_x.y"],
  ],
  "another module's names, replaced": [
    "import torch\ntorch.equal = None\nsetattr(torch.Tensor, name(), None)\ntorch.backends.cuda.matmul.allow_tf32 = True",
    ["2 other code torch.equal =", "3 other code setattr(torch.Tensor)"],
  ],
  "code in a text": ['exec("import socket\\nsocket.socket()")', ["1 hidden code exec", "1 network socket.socket"]],
  "nothing in comments and texts": ['# time.time()\n"""open(x)"""\nx = "import socket"\ny = f"time.time() {x}"', []],
  "nothing for a word that means something else": [
    "def f(time, open):\n    time.time()\n    return open(3)\n\ndef g(x):\n    x.time = 1\n    x.open()",
    [],
  ],
  "a default is what stands outside": ["import time\nf = lambda time=time.time: time()", ["2 timers time.time"]],
  "a global named in a function": [
    "import time\ndef f():\n    global now\n    now = time.time\ndef g():\n    now()",
    ["4 timers time.time", "6 timers time.time"],
  ],
  "everything of a module at once": ["from time import *", ["1 timers time.*"]],
  "letters of another alphabet": ["import time\n𝘁ime.time()", ["2 timers time.time"]],
  "a chain that is longer than any": [`import time\ntime.time()${".a".repeat(500)}`, ["2 timers time.time"]],
};

it.each(Object.entries(table))("finds %s", (_, [text, expected]) => {
  expect([...foundIn(text)].sort()).toEqual([...expected].sort());
});

const inline = `from torch.utils.cpp_extension import load_inline
cpp = "void run();\\n" "void stop() { cudaEventRecord(e); }"
src = r"""
// clock64()
__global__ void k() {
  long long a = clock64();
}
"""
load_inline(name="m", cpp_sources=cpp, cuda_sources=[src, f"""
void g() {{ cudaStreamCreate(&s{n}); }}"""])
`;

it("reads inline CUDA with the lines of the Python file", () => {
  expect(foundIn(inline)).toEqual(["2 timers cudaEventRecord", "6 timers clock64", "10 streams cudaStreamCreate"]);
});

it("says that inline code which stands nowhere is hidden", () => {
  expect(foundIn("load_inline('m', make(), '')")).toEqual(["1 hidden code load_inline"]);
});

it("reads on behind broken syntax, and says where it broke", () => {
  const { touches, unread } = findTouches({ "kernel.py": "import time\ndef f(:\n    x = = 3\ntime.time()\n" });
  expect(touches).toMatchObject([{ line: 4, kind: "timers", name: "time.time", code: "time.time()" }]);
  expect(unread).toEqual([
    { file: "kernel.py", read: "in part", why: "line 2 can't be parsed, and what follows it may be misread" },
  ]);
});

it("says which file it can't read", () => {
  expect(findTouches({ "a.zig": "x" }).unread).toEqual([
    { file: "a.zig", read: "not", why: "its language is unknown here" },
  ]);
});
