"""How fast `serve` hands out pages: wrk on one core, the server on another, nginx with our own settings beside it.

    python benchmarks/serve.py [--releases N] [--seconds N]

The pages are those of a small newsroom, asked for in turn with `Accept-Encoding: gzip`; as a reader comes for the first
time, and as one comes again (`If-None-Match`, answered 304). The server has one core to itself as far as the machine
allows, so has wrk; nginx runs one worker with the settings that `publish` writes. Needs wrk and nginx.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from website import LANGUAGES, make_texts, write_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SERVER_CORE, CLIENT_CORE = "0", "1"
_ASK = """
local number = 0
local paths = {{ {paths} }}
local tags = {{ {tags} }}
request = function()
  number = number + 1
  local at = number % #paths + 1
  wrk.headers["Accept-Encoding"] = "gzip"
  if tags[at] then wrk.headers["If-None-Match"] = tags[at] end
  return wrk.format("GET", paths[at])
end
"""
_NGINX = """
daemon off; master_process off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{ access_log off; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
uwsgi_temp_path {folder}; scgi_temp_path {folder}; keepalive_requests 1000000;
include {snippets}/nginx-http.conf; server {{ listen 127.0.0.1:{port}; include {snippets}/nginx-server.conf; }} }}
"""


def free_port() -> int:
    """Give a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def servers(folder: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """Give the name and the command of each server; PORT stands for its port."""
    yield "translateflow serve", [sys.executable, "-m", "translateflow", "serve", "--port", "PORT"]
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx:
        yield "nginx", [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 — our own server
                return
        except OSError:
            time.sleep(0.1)
    message = f"{url} does not answer"
    raise SystemExit(message)


def entity_tag(url: str) -> str:
    """Give the entity tag of a page as it goes out compressed."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310 — our own server
    with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310 — as above
        return str(response.headers["ETag"])


def ask(base: str, folder: Path, paths: Sequence[str], tags: Sequence[str], options: argparse.Namespace) -> str:
    """Run wrk, and give what it says of rate and median."""
    script = folder / "ask.lua"
    listed, known = (", ".join(f"{each!r}" for each in values) for values in (paths, tags))
    script.write_text(_ASK.format(paths=listed, tags=known), encoding="utf-8")
    command = ["taskset", "-c", CLIENT_CORE, "wrk", "-t1", f"-c{options.connections}", f"-d{options.seconds}s"]
    said = subprocess.run(
        [*command, "--latency", "-s", str(script), base], check=True, capture_output=True, text=True
    ).stdout
    bad = re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", said)
    rate, median = re.search(r"Requests/sec:\s+(\S+)", said), re.search(r"50%\s+(\S+)", said)
    assert rate, said
    assert median, said
    return f"{float(rate[1]):.0f} requests/s, median {median[1]}" + (f" ({bad[0]})" if bad else "")


def measure(name: str, command: Sequence[str], root: Path, folder: Path, options: argparse.Namespace) -> None:
    """Start a server, ask it, stop it."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    snippets = root / ".translateflow" / "snippets"
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, snippets=snippets, port=port), encoding="utf-8")
    given = ["taskset", "-c", SERVER_CORE, *(str(port) if part == "PORT" else part for part in command)]
    process = subprocess.Popen(given, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        pages = sorted((root / "public").glob("*/r*/index.html"))
        paths = [f"/{page.parent.relative_to(root / 'public')}/" for page in pages]
        wait_for(base + paths[0])
        tags = [entity_tag(base + path) for path in paths]
        spent = _processor(process.pid)
        started = time.perf_counter()
        print(f"{name}: {ask(base, folder, paths, (), options)}", end="")
        share = (_processor(process.pid) - spent) / (time.perf_counter() - started)
        print(f" with {share:.0%} of a core; unchanged (304): {ask(base, folder, paths, tags, options)}")
    finally:
        process.terminate()
        process.wait()


def _processor(number: int) -> float:
    """Give the processor time of a process, in seconds."""
    fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--releases", type=int, default=30)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--connections", type=int, default=4)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, root = Path(name), Path(name) / "newsroom"
        write_newsroom(root, make_texts(options.releases), LANGUAGES[:6])
        publish = ["publish", "--snippets", str(root / ".translateflow" / "snippets")]
        subprocess.run([sys.executable, "-m", "translateflow", *publish], cwd=root, check=True, capture_output=True)
        for server, command in servers(folder):
            measure(server, command, root, folder, options)


if __name__ == "__main__":
    main()
