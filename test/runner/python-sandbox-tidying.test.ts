import { expect, describe as group, it } from "vitest";
import { runPython, whyNot } from "./python-sandbox.ts";

group.skipIf(whyNot("container"))("removing a folder", () => {
  it("removes 3,000 levels and 5,000 names without following a link", async () => {
    const told = await runPython(`
import os, resource, tempfile
from pathlib import Path
from tank_harness.sandbox.remove_folder import remove_folder
outside = Path(tempfile.mkdtemp())
(outside / "kept").touch()
folder = Path(tempfile.mkdtemp())
(folder / "link").symlink_to(outside)
for number in range(5000):
    (folder / f"name-{number}").touch()
os.chdir(folder)
for level in range(3000):
    os.mkdir("deeper")
    os.chdir("deeper")
    os.symlink(outside, "link")
os.chdir("/")
os.chmod(folder, 0)
resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))
remove_folder(folder)
remove_folder(folder)
link = Path(tempfile.mktemp())
link.symlink_to(outside)
remove_folder(link)
print(folder.exists(), link.is_symlink(), os.listdir(outside))
remove_folder(outside)
`);
    expect(told).toBe("False False ['kept']\n");
  });
});

group.skipIf(whyNot("container"))("killing a tree", () => {
  it("spares the supervisor's other children, and kills what lost its parent", async () => {
    const told = await runPython(`
import os, signal, time
from tank_harness.sandbox import libc
from tank_harness.sandbox.processes import all_processes, descendants, read_process
from tank_harness.sandbox.reap import kill_tree
libc.prctl(libc.PR_SET_CHILD_SUBREAPER, 1)
ready_read, ready_write = os.pipe()
def started(depth):
    pid = os.fork()
    if pid == 0:
        if depth:
            os.setsid()
            started(depth - 1)
        else:
            os.write(ready_write, b"1")
        signal.pause()
    return pid
spared, victim, lost = started(1), started(2), started(1)
for _ in range(3):
    os.read(ready_read, 1)
os.kill(lost, signal.SIGKILL)
os.waitpid(lost, 0)
left = kill_tree(victim, spare=(spared,))
os.waitpid(victim, 0)
print(left, len(descendants(all_processes(), [spared])), len(descendants(all_processes(), [os.getpid()])))
print(kill_tree(os.getppid()), kill_tree(1))
kill_tree(spared)
`);
    // The supervisor, the spared one and its child; and no process that is not below us.
    expect(told).toBe("() 2 3\n() ()\n");
  });
});

group.skipIf(whyNot("full"))("a user of one's own", () => {
  it("is claimed once at a time, and free again when its owner is gone", async () => {
    const told = await runPython(`
import os, socket
from tank_harness.sandbox import libc
from tank_harness.sandbox.uids import claim_user
# Out of the way of other supervisors on this machine.
libc.unshare(libc.CLONE_NEWNET)
first = claim_user()
read, write = os.pipe()
child = os.fork()
if child == 0:
    os.write(write, str(claim_user().uid).encode())
    os._exit(0)
second = int(os.read(read, 20))
os.waitpid(child, 0)
print(first.uid != second)
socket.socket(socket.AF_UNIX).bind(f"\\0shark-tank-user-{second}")
`);
    expect(told).toBe("True\n");
  });
});

group.skipIf(whyNot("full"))("read-only mounts on an old kernel", () => {
  it("are made one by one, with the same result", async () => {
    const told = await runPython(`
import os
from pathlib import Path
from tank_harness.sandbox import libc
from tank_harness.sandbox.mounts import make_read_only
libc.unshare(libc.CLONE_NEWNS)
libc.mount(None, "/", None, libc.MS_REC | libc.MS_PRIVATE)
libc.mount("tmpfs", "/mnt", "tmpfs", 0)
libc.mount("tmpfs", "/tmp", "tmpfs", 0)
make_read_only((Path("/tmp"),), one_by_one=True)
for folder in ("/", "/usr", "/mnt", "/dev", "/tmp"):
    try:
        open(folder + "/.tank", "w").close()
        print(folder, "written")
    except OSError as error:
        print(folder, error.strerror)
`);
    const refused = ["/", "/usr", "/mnt", "/dev"].map((folder) => `${folder} Read-only file system\n`);
    expect(told).toBe(`${refused.join("")}/tmp written\n`);
  });
});

group.skipIf(whyNot("full"))("a cgroup", () => {
  it("kills what is inside, a session of its own included, and goes; without one nothing fails", async () => {
    const told = await runPython(`
import os, signal
from tank_harness.sandbox.cgroup import create_cgroup, remove_cgroups_of
group = create_cgroup("child", 1 << 30, 64)
if group is None:
    print("none")
else:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        group.join()
        os.setsid()
        if os.fork() == 0:
            os.write(write, b"1")
        signal.pause()
    os.close(write)
    os.read(read, 1)
    inside = len(group.processes())
    gone = group.remove()
    # The end of the pipe: nobody holds the other one any more.
    print(inside, gone, os.read(read, 1), group.folder.exists(), os.WTERMSIG(os.waitpid(child, 0)[1]), group.remove())
    forgotten = create_cgroup("forgotten")
    remove_cgroups_of(os.getpid())
    print(forgotten.folder.exists())
`);
    expect(told).toMatch(/^(none|2 True b'' False 9 True\nFalse)\n$/);
  });
});
