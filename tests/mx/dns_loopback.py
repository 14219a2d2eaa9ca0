"""DNS servers on the loopback interface for tests and benchmarks: a real authoritative one, and one that misbehaves.

Nothing here listens or asks anywhere but on 127.0.0.1, and every server ends with the block that started it.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import dns.asyncresolver
import dns.exception
import dns.message
import dns.query
import dns.resolver

HOST = "127.0.0.1"
REQUIRED = "EMAILGUESS_REQUIRE_DNS"
NO_SERVER = "NO DNS SERVER: nsd is not installed (Debian: apt-get install nsd), so nothing was checked against real DNS"

SOA = "@ 300 IN SOA ns1 hostmaster 1 3600 600 86400 120\n@ IN NS ns1\nns1 IN A 127.0.0.1\n"

# 253 characters: with the length bytes and the root label exactly the 255 octets of RFC 1035, 2.3.4.
LONGEST = ".".join(["a" * 63, "b" * 63, "c" * 63, "d" * 53, "example"])

EXAMPLE_ZONE = f"""$ORIGIN example.
$TTL 300
{SOA}
plain         IN MX 20 mx2.plain
plain         IN MX 10 mx1.plain
plain         IN MX 10 mx0.plain
google        IN MX 5 alt1.aspmx.l.google.com.
google        IN MX 1 ASPMX.L.google.com.
backup        IN MX 10 mx.backup
backup        IN MX 20 cluster1.eu.messagelabs.com.
null          IN MX 0 .
null-beside   IN MX 0 .
null-beside   IN MX 10 mx.null-beside
local         IN MX 0 localhost.
number        IN MX 0 192.0.2.1.
a-only        IN A 192.0.2.10
a-global      IN A 11.0.0.10
aaaa-only     IN AAAA 2001:db8::10
aaaa-global   IN AAAA 2a00::10
spf-none      IN A 11.0.0.11
spf-none      IN TXT "v=spf1 -all"
spf-split     IN A 11.0.0.12
spf-split     IN TXT "v=spf1 -a" "ll"
spf-some      IN A 11.0.0.13
spf-some      IN TXT "v=spf1 ip4:11.0.0.13 -all"
spf-twice     IN A 11.0.0.14
spf-twice     IN TXT "v=spf1 -all"
spf-twice     IN TXT "v=spf1 a -all"
spf-mx        IN MX 10 mx.spf-mx
spf-mx        IN TXT "v=spf1 -all"
alias         60 IN CNAME alias2
alias2        IN CNAME plain
alias-a       IN CNAME a-only
alias-gone    IN CNAME nowhere
alias-outside IN CNAME target.test.
alias-circle  IN CNAME circle.test.
loop1         IN CNAME loop2
loop2         IN CNAME loop1
xn--bcher-kva IN MX 10 mail.xn--bcher-kva
empty         IN TXT "nothing that takes mail"
*.wild        IN MX 10 mx.wild
zero          0 IN MX 10 mx.zero
minute        60 IN MX 10 mx.minute
lame          IN NS ns.elsewhere.test.
{LONGEST}.    IN MX 10 mx.longest
""" + "".join(f"fifty IN MX {99 - n} {'x' * 30}{n}.fifty\n" for n in range(50))

TEST_ZONE = f"""$ORIGIN test.
$TTL 300
{SOA}
target 45 IN MX 10 mx.target
circle IN CNAME alias-circle.example.
"""

ZONES = {"example": EXAMPLE_ZONE, "test": TEST_ZONE}


def resolver_for(port: int) -> dns.resolver.Resolver:
    """A resolver that knows only the server on this port, in its out-of-the-box configuration."""
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [HOST]
    resolver.port = port
    return resolver


def async_resolver_for(port: int) -> dns.asyncresolver.Resolver:
    """As `resolver_for`, asynchronous."""
    resolver = dns.asyncresolver.Resolver(configure=False)
    resolver.nameservers = [HOST]
    resolver.port = port
    return resolver


def find_nsd() -> str | None:
    """The NSD binary; Debian keeps it outside a plain user's PATH."""
    return shutil.which("nsd", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))


def _free_port() -> int:
    """A port free for UDP and TCP at the moment of asking."""
    for _ in range(50):
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        ):
            udp.bind((HOST, 0))
            port: int = udp.getsockname()[1]
            with contextlib.suppress(OSError):
                tcp.bind((HOST, port))
                return port
    raise RuntimeError("no port is free for both UDP and TCP")


@contextlib.contextmanager
def nsd(zones: Mapping[str, str] = ZONES) -> Iterator[int]:
    """Run NSD with these zones (origin -> zone file) on a free port of 127.0.0.1, and give the port."""
    binary = find_nsd()
    if binary is None:
        raise FileNotFoundError(NO_SERVER)
    with tempfile.TemporaryDirectory(prefix="emailguess-nsd-") as place:
        folder = Path(place)
        for origin, text in zones.items():
            (folder / f"{origin}.zone").write_text(text, encoding="ascii")
        for _ in range(3):  # another process may take the port between the look and the start
            port = _free_port()
            process = _start(binary, folder, zones, port)
            try:
                if _answers(port, next(iter(zones)), process):
                    yield port
                    return
            finally:
                process.terminate()
                process.wait(timeout=10)
        raise RuntimeError(f"nsd did not answer:\n{(folder / 'nsd.log').read_text(encoding='utf-8', errors='replace')}")


def _start(binary: str, folder: Path, zones: Mapping[str, str], port: int) -> subprocess.Popen[bytes]:
    # Rate limiting, built into Debian's NSD, would turn a fast test into timeouts.
    config = f"""server:
  ip-address: {HOST}@{port}
  server-count: 1
  username: ""
  chroot: ""
  zonesdir: "{folder}"
  pidfile: ""
  xfrdfile: "{folder}/xfrd.state"
  zonelistfile: "{folder}/zone.list"
  xfrdir: "{folder}"
  database: ""
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  verbosity: 1
remote-control:
  control-enable: no
""" + "".join(f'zone:\n  name: "{origin}"\n  zonefile: "{origin}.zone"\n' for origin in zones)
    (folder / "nsd.conf").write_text(config, encoding="ascii")
    with (folder / "nsd.log").open("wb") as log:
        return subprocess.Popen([binary, "-d", "-c", str(folder / "nsd.conf")], stdout=log, stderr=log)


def _answers(port: int, origin: str, process: subprocess.Popen[bytes]) -> bool:
    query = dns.message.make_query(f"{origin}.", "SOA")
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(dns.exception.DNSException, OSError):
            if dns.query.udp(query, HOST, port=port, timeout=0.2).answer:
                return True
        time.sleep(0.02)
    return False


Answerer = Callable[[bytes, str], "list[bytes]"]
"""Given the bytes of a query and `udp` or `tcp`: the packets to send back, none for silence."""


@contextlib.contextmanager
def stub(answer: Answerer) -> Iterator[int]:
    """Run a server that does whatever `answer` says, for faults no real server produces; gives its port."""
    port = _free_port()
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    wake, woken = socket.socketpair()
    with udp, tcp, wake, woken:
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        udp.bind((HOST, port))
        tcp.bind((HOST, port))
        tcp.listen()
        thread = threading.Thread(target=_serve, args=(udp, tcp, woken, answer), name="dns-stub")
        thread.start()
        try:
            yield port
        finally:
            wake.send(b"!")
            thread.join(timeout=10)


def _serve(udp: socket.socket, tcp: socket.socket, woken: socket.socket, answer: Answerer) -> None:
    with selectors.DefaultSelector() as ready, contextlib.ExitStack() as held:
        for each in (udp, tcp, woken):
            ready.register(each, selectors.EVENT_READ)
        while True:
            for key, _ in ready.select():
                if key.fileobj is woken:
                    return
                if key.fileobj is udp:
                    query, client = udp.recvfrom(65535)
                    for packet in answer(query, "udp"):
                        udp.sendto(packet, client)
                else:
                    connection = held.enter_context(tcp.accept()[0])
                    connection.settimeout(1)
                    with contextlib.suppress(OSError):
                        for packet in answer(connection.recv(65535)[2:], "tcp"):
                            connection.sendall(len(packet).to_bytes(2, "big") + packet)


def silence(query: bytes, transport: str) -> list[bytes]:
    """An `Answerer` that never answers."""
    return []
