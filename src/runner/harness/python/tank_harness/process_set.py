"""The processes of one run: made in the tier that this machine gives, and gone when the run is over."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Dict, List, Mapping, Tuple

from tank_harness.bundle import Bundle
from tank_harness.child_process import ChildProcess, Spawn, Zygote
from tank_harness.roles import ROLES
from tank_harness.run_folder import RunFolder
from tank_harness.sandbox.uids import ClaimedUser, own_user

#: Some problems of the field ask for deterministic products of matrices.
ENVIRONMENT = {"CUBLAS_WORKSPACE_CONFIG": ":4096:8"}


def claim_users() -> Dict[str, ClaimedUser]:
    """A user for each role where root can make them, else none. Raises SandboxError when all are taken."""
    claimed = {role: own_user() for role in ROLES}
    return {role: user for role, user in claimed.items() if user is not None}


class ProcessSet:
    def __init__(
        self, zygote: Zygote, bundle: Bundle, folder: RunFolder, tier: str, users: Mapping[str, ClaimedUser]
    ) -> None:
        self.users = users
        self.zygote = zygote
        self.bundle = bundle
        self.folder = folder
        self.tier = tier
        self.children: List[ChildProcess] = []
        self._shared: List[int] = []

    def own(self, fd: int) -> int:
        """Memory that processes share, given back when the run is over."""
        self._shared.append(fd)
        return fd

    def start(
        self, role: str, files: Mapping[str, Mapping[str, str]], shared: Tuple[int, ...] = (), without_gpu: bool = False
    ) -> ChildProcess:
        """Forks a process; `wait_ready` tells when it is inside its sandbox.

        A role may be played again once the process that played it is dead: the user is the same, the folder is not.
        """
        user = self.users.get(role)
        before = sum(1 for child in self.children if child.role == role)
        name = role if before == 0 else "%s-%d" % (role, before + 1)
        work = self.folder.make(name, None if user is None else user.uid, files)
        spawn = Spawn(
            role=role,
            tier=self.tier,
            user=user,
            work=work,
            device="cpu" if without_gpu else self.bundle.device,
            memory_bytes=self.bundle.memory_bytes if role != "reference" else 0,
            log_bytes=self.bundle.log_bytes,
            shared=shared,
            environment=ENVIRONMENT,
        )
        child = ChildProcess(self.zygote, spawn)
        self.children.append(child)
        return child

    def kill_all(self) -> None:
        """At once: giving back a CUDA context takes a process 0.1-0.2 s."""
        if self.children:
            with ThreadPoolExecutor(len(self.children)) as pool:
                list(pool.map(ChildProcess.kill, self.children))

    def close(self) -> None:
        self.kill_all()
        for fd in self._shared:
            os.close(fd)
        self.folder.remove()
