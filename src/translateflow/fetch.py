"""Fetching and calling web addresses that people named: bounded in time, size and hops, never into a private network.

A name is resolved once per hop, every address it has is checked, and the connection goes to a checked address: a name
that changes its address in between (DNS rebinding) gains nothing. Proxies of the environment are not used, they would
resolve the name a second time.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from translateflow.errors import FetchError, FetchRefusedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from urllib.parse import SplitResult

MAX_FETCH_BYTES = 10 * 1024 * 1024
FETCH_SECONDS = 20.0
POST_SECONDS = 15.0
MAX_POST_ANSWER = 0  # what a hook answers beyond its status is not read
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_CALLER = "translateflow (notifications of a press office)"
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_USER_AGENT = "translateflow (imports press releases on request of an editor)"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PRIVATE_REMEDY = "If this is your own server, allow private addresses for this command, or save the page as a file."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document from the web. `url` is where the redirects ended; `data` is decompressed."""

    url: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """What a hook answered. `retry_after` in seconds, where it was said in seconds."""

    status: int
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class _Limits:
    allow_private: bool
    max_bytes: int
    timeout: float
    deadline: float

    def seconds_left(self, address: str) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise FetchError(address, f"it took longer than {self.timeout:g} seconds")
        return left


def fetch_url(
    url: str, *, allow_private: bool = False, max_bytes: int = MAX_FETCH_BYTES, timeout: float = FETCH_SECONDS
) -> Fetched:
    """Fetch an http or https address, with at most five redirects. `timeout` is for everything together, in seconds.

    Raises FetchRefusedError for another scheme, a password in the address, or an address in a private, loopback or
    link-local network unless allowed; FetchError for everything that goes wrong on the way.
    """
    limits = _Limits(allow_private, max_bytes, timeout, time.monotonic() + timeout)
    for _ in range(_MOST_REDIRECTS + 1):
        fetched = _fetch_once(url, limits)
        if isinstance(fetched, Fetched):
            return fetched
        url = fetched
    raise FetchError(_shown(url), f"it redirects more than {_MOST_REDIRECTS} times")


def post_url(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow_hosts: Collection[str] = (),
    timeout: float = POST_SECONDS,
) -> Posted:
    """Call a hook: https to the open internet, or either scheme to a host that is allowed or is this machine by name.

    Redirects are not followed. Raises FetchRefusedError for every other address, FetchError when no answer comes.
    """
    parts, shown = _check_url(url), _shown(url)
    trusted = parts.hostname in {*allow_hosts, *_THIS_MACHINE}
    if parts.scheme != "https" and not trusted:
        remedy = "Use https, or name the host in notify.allow_hosts."
        raise FetchRefusedError(shown, "calls go over https only", remedy=remedy)
    limits = _Limits(trusted, MAX_POST_ANSWER, timeout, time.monotonic() + timeout)
    addresses = _resolve(parts, shown, limits)
    with _connected(parts, addresses, shown, limits) as connection:
        connection.request("POST", _target(parts), body=body, headers={"User-Agent": _CALLER, **headers})
        response = connection.getresponse()
        retry_after = response.getheader("Retry-After", "")
        return Posted(response.status, float(retry_after) if retry_after.isdigit() else None)


def _fetch_once(url: str, limits: _Limits) -> Fetched | str:
    """Fetch one hop: the document, or where it redirects to."""
    parts = _check_url(url)
    shown = _shown(url)
    addresses = _resolve(parts, shown, limits)
    with _connected(parts, addresses, shown, limits) as connection:
        connection.request("GET", _target(parts), headers={"Accept-Encoding": "gzip", "User-Agent": _USER_AGENT})
        response = connection.getresponse()
        location = response.getheader("Location", "")
        if response.status in _REDIRECTS and location:
            return urljoin(url, location)
        if response.status != http.HTTPStatus.OK:
            raise FetchError(shown, f"it answers with status {response.status}")
        data = _read_body(response, shown, limits)
        return Fetched(url, response.getheader("Content-Type", ""), data)


def _check_url(url: str) -> SplitResult:
    shown = _shown(url)
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise FetchRefusedError(shown, "this is no web address") from error
    if parts.scheme not in {"http", "https"}:
        raise FetchRefusedError(shown, "only http and https addresses can be fetched")
    if not parts.hostname or port == 0:
        raise FetchRefusedError(shown, "this is no web address")
    if parts.username is not None or parts.password is not None:
        raise FetchRefusedError(shown, "addresses with a user name or password are not fetched")
    return parts


def _shown(url: str) -> str:
    """Give an address as it may stand in a message: without user, password, query and fragment."""
    address = url.strip().partition("#")[0].partition("?")[0]
    scheme, separator, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"[:200]


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _target(parts: SplitResult) -> str:
    """Give path and query as they go over the wire; what is percent-encoded already stays so."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit(("", "", path, quote(parts.query, safe="/%:@!$&'()*+,;=~-._?"), ""))


def _resolve(parts: SplitResult, shown: str, limits: _Limits) -> list[str]:
    """Resolve a name within the time left, and check every address it has."""
    found: list[str] = []
    name = parts.hostname or ""

    def look_up() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            infos = socket.getaddrinfo(name, _port(parts), type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(info[4][0]) for info in infos))

    # The resolver of the system knows no time-out; what is late is left behind.
    thread = threading.Thread(target=look_up, name="translateflow-resolve", daemon=True)
    thread.start()
    thread.join(limits.seconds_left(shown))
    addresses = list(found)
    if not addresses:
        raise FetchError(shown, f"the name {name} is not known")
    if not limits.allow_private and not all(is_public(address) for address in addresses):
        raise FetchRefusedError(shown, "it is in a private network", remedy=_PRIVATE_REMEDY)
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet; addresses that wrap another one are judged by it."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        wrapped = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if wrapped is None and parsed in _NAT64:
            wrapped = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return parsed.is_global and not parsed.is_multicast


@contextlib.contextmanager
def _connected(
    parts: SplitResult, addresses: list[str], shown: str, limits: _Limits
) -> Iterator[http.client.HTTPConnection]:
    """Connect to the first address that answers; at the deadline a watchdog cuts whatever is being waited for."""
    connection = http.client.HTTPConnection(_host_header(parts), _port(parts))
    watchdog: threading.Timer | None = None
    try:
        connection.sock = _open_socket(parts, addresses, shown, limits)
        watchdog = threading.Timer(limits.seconds_left(shown), _cut, [connection.sock])
        watchdog.daemon = True
        watchdog.start()
        yield connection
    except ssl.SSLCertVerificationError as error:
        raise FetchError(shown, "its certificate is not valid") from error
    except (OSError, http.client.HTTPException, zlib.error) as error:
        limits.seconds_left(shown)  # tells the watchdog's cut from one of the network
        raise FetchError(shown, _reason_of(error)) from error
    finally:
        if watchdog is not None:
            watchdog.cancel()
        connection.close()


def _host_header(parts: SplitResult) -> str:
    name = parts.hostname or ""
    return name if ":" in name else name.encode("idna").decode("ascii")


def _open_socket(parts: SplitResult, addresses: list[str], shown: str, limits: _Limits) -> socket.socket:
    problem: OSError | None = None
    for address in addresses:
        try:
            left = limits.seconds_left(shown)
            # An address that does not answer must leave time for the next one.
            plain = socket.create_connection((address, _port(parts)), timeout=min(5.0, left))
            plain.settimeout(left)
            if parts.scheme != "https":
                return plain
            return ssl.create_default_context().wrap_socket(plain, server_hostname=_host_header(parts))
        except ssl.SSLError:
            raise
        except OSError as error:
            problem = error
    raise problem or ConnectionError("no address")


def _cut(connected: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _reason_of(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it does not answer"
    if isinstance(error, ssl.SSLError):
        return "no secure connection could be made"
    if isinstance(error, zlib.error):
        return "its compressed answer is damaged"
    if isinstance(error, http.client.HTTPException):
        return "its answer is broken off, or no HTTP"
    return "no connection could be made, or it was cut"


def _read_body(response: http.client.HTTPResponse, shown: str, limits: _Limits) -> bytes:
    """Read and decompress the body, neither ever larger than allowed."""
    encoding = response.getheader("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", "deflate", ""}:
        raise FetchError(shown, f"it answers in an encoding we did not ask for ({encoding[:20]})")
    # 32 lets zlib tell gzip from zlib by itself.
    inflate = zlib.decompressobj(wbits=32 + zlib.MAX_WBITS) if encoding not in {"identity", ""} else None
    body = bytearray()
    while chunk := response.read1(65536):
        limits.seconds_left(shown)
        room = limits.max_bytes - len(body) + 1
        body += inflate.decompress(chunk, room) if inflate else chunk
        if len(body) > limits.max_bytes:
            raise FetchError(shown, f"it is larger than {limits.max_bytes // 1024 // 1024} MB")
    limits.seconds_left(shown)
    if response.length or (inflate is not None and not inflate.eof):
        raise FetchError(shown, "its answer is broken off")
    return bytes(body)
