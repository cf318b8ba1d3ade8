"""Who holds a lease: this process, by a name from which others on the same machine can tell when it died.

A process number alone says too little: a container that is started again has the same one, and so may a busy host. So
the name holds the kernel's run, the namespace of the numbers, and the moment the process started.
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

_STARTED = 19  # the field `starttime` of /proc/PID/stat, counted after the name (proc(5): field 22)


def make_owner() -> str:
    """Name this process in the ledger."""
    pid = os.getpid()
    return f"{_here()}/{pid}/{_started(pid)}"


def is_alive(owner: str) -> bool:
    """Whether the process that holds a lease may still be working; of another machine nobody here can tell."""
    place, pid, started = (*owner.split("/"), "", "")[:3]
    if place != _here() or not pid.isdigit():
        return True
    return _started(int(pid)) == started


def _here() -> str:
    """Name the machine, its run, and the namespace in which process numbers count."""
    boot = _read("/proc/sys/kernel/random/boot_id").partition("-")[0]
    namespace = Path("/proc/self/ns/pid")
    numbers = namespace.readlink().name.strip("pid:[]") if namespace.is_symlink() else ""
    return f"{socket.gethostname()}.{boot}.{numbers}"


def _started(pid: int) -> str:
    """Give when a process was started, in the kernel's ticks; "" when there is none, or only its remains."""
    fields = _read(f"/proc/{pid}/stat").rpartition(")")[2].split()
    return fields[_STARTED] if fields and fields[0] not in {"Z", "X"} else ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
