import { expect, it } from "vitest";
import { findTouches } from "../../../../src/rounds/code/touches/find-touches.ts";
import { foundIn } from "./found.ts";

const kernel = `#include <chrono>
#define NOW() \\
  clock64()
namespace ch = std::chrono;
using clk = ch::high_resolution_clock;
// clock64() in a comment
const char* text = "cudaEventRecord(clock64())";
__global__ void __launch_bounds__(128) k(float* __restrict__ x, int time) {
  unsigned long long t;
  asm volatile("mov.u64 %0, %globaltimer;" : "=l"(t) :: "memory");
  x[threadIdx.x] = t + time;
}
void run(torch::Tensor x, int open) {
  auto t0 = clk::now();
  cudaStream_t s; cudaStreamCreate(&s);
  k<<<1, 128, 0, s>>>(x.data_ptr<float>(), 3);
  f(open); x.open(); x.read(3);
  FILE* f = fopen("a", "w"); std::ofstream g("x");
  ::write(1, "a", 1);
}
int send(int a) { return a; }
int other() { return send(3) + connect(3, 0, 0); }
`;

it("reads CUDA and C++: macros, namespaces, PTX, launches, and what a block declares", () => {
  expect(foundIn(kernel, "kernel.cu")).toEqual([
    "3 timers clock64",
    "4 timers std::chrono",
    "5 timers std::chrono::high_resolution_clock",
    "10 timers %globaltimer",
    "14 timers std::chrono::high_resolution_clock::now",
    "15 streams cudaStream_t",
    "15 streams cudaStreamCreate",
    "18 files fopen",
    "18 files std::ofstream",
    "19 files write",
    "22 network connect",
  ]);
  expect(findTouches({ "kernel.cu": kernel }).unread).toEqual([]);
});

const script = `import { now as n } from "node:perf_hooks"; import * as fs from "fs";
import { x } from "./reference";
import { Group } from "./task";
@external("env", "now")
declare function hostNow(): f64;
@inline
function f(a: i32): f32 { return <f32>load<u8>(a); }
const { now: later } = performance;
// Date.now() 'x'
export function g(Date: i32): void { Date.x(); "eval(1)"; }
n(); later(); fs.readFileSync("x");
globalThis["fe" + "tch"]("x"); globalThis[a]("x");
eval("x");
`;

it("reads AssemblyScript and TypeScript", () => {
  expect(foundIn(script, "kernel.ts")).toEqual([
    "2 harness reference",
    "5 harness env.hostNow",
    "8 timers performance",
    "11 timers perf_hooks.now",
    "11 timers performance.now",
    "11 files fs.readFileSync",
    "12 network fetch",
    "12 hidden code globalThis[…]",
    "13 hidden code eval",
  ]);
  expect(findTouches({ "kernel.ts": script }).unread).toEqual([]);
});
