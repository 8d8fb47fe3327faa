import type { TouchKind } from "../touch.ts";

/** Names that only CUDA has, whatever they stand beside. */
const cudaNames: readonly (readonly [TouchKind, RegExp])[] = [
  [
    "timers",
    /^(?:cuda|cu|hip)Event(?:_t$|Create|Record|Elapsed|Query|Synchronize|Destroy|$)|^__?(?:clock|globaltimer)|^(?:clock64|__nanosleep|globaltimer)$/,
  ],
  [
    "streams",
    /^(?:cuda|cu|hip)(?:Stream|Graph|DeviceSynchronize|CtxSynchronize|ThreadSynchronize|LaunchHostFunc)|^(?:getCurrentCUDAStream|getDefaultCUDAStream|getStreamFromPool|setCurrentCUDAStream|CUDAStream|CUDAStreamGuard|CUDAMultiStreamGuard)$/,
  ],
];

export function cudaKind(name: string): TouchKind | null {
  return cudaNames.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** Names of the C and C++ libraries. */
const kinds: readonly (readonly [TouchKind, string])[] = [
  [
    "timers",
    `std.chrono clock clock_gettime clock_nanosleep gettimeofday time timespec_get nanosleep usleep __rdtsc __rdtscp
    _rdtsc __builtin_ia32_rdtsc __builtin_readcyclecounter timer_create setitimer alarm std.this_thread.sleep_for
    std.clock std.time std.timespec_get CUDAEvent at.cuda.CUDAEvent cuda.std.chrono`,
  ],
  ["harness", "ref_kernel generate_input check_implementation"],
  [
    "files",
    `fopen freopen fdopen open openat creat read write pread pwrite readv writev lseek dup dup2 fcntl ioctl close
    unlink rename mkdir rmdir opendir readdir stat fstat lstat access chmod mmap munmap mprotect shm_open memfd_create
    sendfile std.fopen std.ofstream std.ifstream std.fstream std.filesystem std.remove std.rename std.tmpfile std.FILE
    ofstream ifstream fstream`,
  ],
  [
    "network",
    `socket socketpair bind listen accept connect send sendto sendmsg recv recvfrom recvmsg getaddrinfo gethostbyname
    curl_easy_init curl_easy_perform`,
  ],
  [
    "processes",
    `fork vfork clone execl execle execlp execv execve execvp posix_spawn system popen kill raise abort exit _exit
    _Exit quick_exit ptrace prctl signal sigaction setsid pthread_create waitpid syscall getpid getppid getenv setenv
    process_vm_readv process_vm_writev std.system std.thread std.jthread std.async std.exit std.abort std.quick_exit
    std.signal std.getenv std.raise longjmp`,
  ],
  [
    "other code",
    "dl_iterate_phdr backtrace __builtin_frame_address __builtin_return_address PyEval_GetFrame PyImport_ImportModule PyImport_GetModuleDict PyObject_SetAttrString py.module_.import pybind11.module_.import py.module.import pybind11.module.import py.globals pybind11.globals",
  ],
  [
    "hidden code",
    `dlopen dlsym dlmopen nvrtcCompileProgram nvrtcCreateProgram cuModuleLoad cuModuleLoadData cuModuleLoadDataEx
    cuLibraryLoadData PyRun_SimpleString PyRun_String py.exec pybind11.exec py.eval pybind11.eval`,
  ],
];

const table = new Map<string, TouchKind>();
for (const [kind, names] of kinds) for (const name of names.split(/\s+/)) table.set(name, kind);

/** What a full name of C++, its parts between dots, touches, if anything. */
export function cppKind(path: string): TouchKind | null {
  const names = path.replace(/^\./, "").split(".");
  const last = names.at(-1) ?? "";
  if (last.endsWith("()")) return null;
  const made = names.findLastIndex((name) => name.endsWith("()"));
  if (made < 0 && names[0] !== "?") {
    for (let end = names.length; end > 0; end--) {
      const kind = table.get(names.slice(0, end).join("."));
      // A plain name is the library's only where nothing follows it.
      if (kind !== undefined && (end === names.length || end > 1)) return kind;
    }
  }
  return cudaKind(last);
}

/** The timers among the special registers of PTX. */
export const ptxTimers = /%(?:clock(?:_hi|64)?|globaltimer(?:_lo|_hi)?)\b/g;
