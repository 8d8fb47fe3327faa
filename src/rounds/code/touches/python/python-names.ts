import { cudaKind } from "../cpp/cpp-names.ts";
import type { TouchKind } from "../touch.ts";

/** What modules and their parts touch; the longest name that fits counts, and `none` takes a part out again. */
const kinds: readonly (readonly [TouchKind | "none", string])[] = [
  [
    "timers",
    `time timeit datetime.datetime.now datetime.datetime.utcnow sched signal.setitimer signal.alarm cProfile profile
    torch.cuda.Event torch.Event torch.utils.benchmark torch.profiler torch.autograd.profiler triton.testing.do_bench
    triton.testing.do_bench_cudagraph triton.testing.Benchmark triton.runtime.driver.active.get_benchmarker
    triton.language.extra.cuda.globaltimer triton.language.extra.cuda.smid torch.cuda._sleep
    cupy.cuda.Event cupyx.profiler`,
  ],
  [
    "streams",
    `torch.cuda.Stream torch.cuda.ExternalStream torch.cuda.stream torch.cuda.StreamContext torch.Stream
    torch.cuda.set_stream torch.cuda.current_stream torch.cuda.default_stream torch.cuda.synchronize
    torch.cuda.graph torch.cuda.CUDAGraph torch.cuda.make_graphed_callables torch.cuda.graphs torch.cuda.streams
    torch.accelerator.synchronize torch.accelerator.current_stream torch.accelerator.set_stream
    torch._C._cuda_getCurrentRawStream torch._C._cuda_setStream cupy.cuda.Stream cupy.cuda.ExternalStream
    cupy.cuda.get_current_stream`,
  ],
  ["harness", "tank_harness reference ref_kernel generate_input check_implementation eval.main"],
  [
    "files",
    `open os io pathlib shutil tempfile glob fileinput mmap fcntl sys.stdout sys.stderr sys.stdin sys.__stdout__
    sys.__stderr__ sys.__stdin__ linecache numpy.save numpy.savez numpy.load numpy.memmap numpy.fromfile torch.save
    torch.load torch.from_file torch.UntypedStorage.from_file sqlite3 shelve dbm zipfile tarfile gzip.open bz2.open
    lzma.open input multiprocessing.shared_memory`,
  ],
  [
    "network",
    `socket socketserver ssl select selectors asyncio.open_connection asyncio.start_server http urllib requests
    httpx aiohttp urllib3 ftplib smtplib xmlrpc telnetlib paramiko websockets torch.distributed torch.hub
    huggingface_hub`,
  ],
  [
    "processes",
    `subprocess multiprocessing threading _thread concurrent.futures asyncio ctypes cffi signal pty resource
    sys.exit exit quit atexit os.fork os.forkpty os.system os.popen os.kill os.killpg os.abort os._exit os.wait os.waitpid
    os.setsid os.nice os.execv os.execve os.execvp os.execvpe os.execl os.execle os.execlp os.spawnv os.spawnl os.spawnvp
    os.posix_spawn os.posix_spawnp os.sched_setaffinity os.getpid os.getppid os.setuid os.setgid os.environ os.getenv
    os.putenv os.unsetenv psutil pynvml faulthandler torch.multiprocessing threading.Thread`,
  ],
  [
    "other code",
    `gc.get_objects gc.get_referrers gc.get_referents sys._getframe sys._current_frames sys.modules
    sys.settrace sys.setprofile sys.meta_path sys.path_hooks sys.monitoring inspect traceback.walk_stack unittest.mock
    weakref.getweakrefs builtins __builtins__ torch.overrides torch.utils._python_dispatch
    torch.utils._device torch.library.impl threading.settrace`,
  ],
  [
    "hidden code",
    `eval exec compile __import__ importlib runpy code.InteractiveInterpreter marshal.loads marshal.load
    pickle dill cloudpickle base64 binascii.unhexlify binascii.a2b_base64 codecs.decode zlib.decompress gzip.decompress
    bz2.decompress lzma.decompress types.CodeType bytes.fromhex`,
  ],
  [
    "none",
    `os.path os.cpu_count os.fspath os.sep os.linesep os.pathsep os.name os.PathLike io.StringIO io.BytesIO
    os.path.join os.path.dirname os.path.basename os.path.abspath pathlib.PurePath importlib.util.find_spec
    importlib.metadata threading.local threading.Lock threading.RLock asyncio.Lock inspect.Parameter time.struct_time
    multiprocessing.cpu_count inspect.isfunction signal.Signals torch.distributed.is_available
    torch.distributed.is_initialized`,
  ],
];

const exceptions = "os.path.exists os.path.isfile os.path.isdir os.path.getsize os.path.getmtime os.path.islink";

const table = new Map<string, TouchKind | "none">();
for (const [kind, names] of kinds) {
  for (const name of names.split(/\s+/)) table.set(name, kind);
}
for (const name of exceptions.split(" ")) table.set(name, "files");

/** What these return counts as well: `torch.cuda.Event().record`. */
const makers = new Set(
  `torch.cuda.Event torch.Event torch.cuda.Stream torch.cuda.ExternalStream torch.cuda.current_stream
  torch.cuda.default_stream torch.cuda.CUDAGraph torch.Stream open os.fdopen io.open pathlib.Path socket.socket
  socket.create_connection threading.Thread concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor
  subprocess.Popen multiprocessing.Process ctypes.CDLL ctypes.PyDLL ctypes.cdll.LoadLibrary tempfile.NamedTemporaryFile
  cupy.cuda.Stream cupy.cuda.Event mmap.mmap sys._getframe`.split(/\s+/),
);

/** Parts whose names say what they are, of whatever thing. */
const parts: Readonly<Record<string, TouchKind>> = {
  elapsed_time: "timers",
  wait_stream: "streams",
  wait_event: "streams",
  record_event: "streams",
  record_stream: "streams",
  cuda_stream: "streams",
  write_text: "files",
  write_bytes: "files",
  read_text: "files",
  read_bytes: "files",
  f_back: "other code",
  f_locals: "other code",
  f_globals: "other code",
  tb_frame: "other code",
  gi_frame: "other code",
  __globals__: "other code",
  __closure__: "other code",
  __code__: "other code",
  __subclasses__: "other code",
  __builtins__: "other code",
  ref_kernel: "harness",
  generate_input: "harness",
  check_implementation: "harness",
};

/** What a full name of Python touches, if anything. */
export function pythonKind(path: string): TouchKind | "none" | null {
  const names = path.replace(/^(?:builtins|__builtins__)\.(?=.)/, "").split(".");
  const last = names.at(-1) ?? "";
  if (last.endsWith("()")) return null;
  return tableKind(names) ?? parts[last] ?? cudaKind(last);
}

function tableKind(names: readonly string[]): TouchKind | "none" | null {
  const [root = ""] = names;
  if (/^tank_(?:harness|baseline|candidate|reference)/.test(root)) return "harness";
  const made = names.findLastIndex((name) => name.endsWith("()"));
  if (made >= 0 && !makers.has(plainPath(names.slice(0, made + 1)))) return null;
  for (let end = names.length; end > 0; end--) {
    const kind = table.get(plainPath(names.slice(0, end)));
    if (kind !== undefined) return kind;
  }
  return null;
}

/** A full name as a person reads it. */
export function plainPath(names: readonly string[]): string {
  return names.join(".").replaceAll("()", "");
}

/** Names in the environment by which a harness is told its channel and seed. */
export const harnessVariable = /^(?:POPCORN_|TANK_)/;

/** Switches that a module means to be set. */
export const ownSetting = /^(?:torch\.backends|triton\.knobs|os\.environ)\.|\.config\.|^sys\.(?:path|argv)$/;
