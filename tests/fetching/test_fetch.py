"""Pages are fetched of public addresses alone, and no answer takes more than its time and its bytes."""

import contextlib
import gzip
import itertools
import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from policygen.fetching import Fetched, Fetcher, FetchError, Limits, Names, Trouble
from tests.cases import cases
from tests.fetching.servers import LOOPBACK, Talk, answer, naming, request_of, serving

SHOP = "shop.example"
QUICK = Limits(seconds=0.5, bytes=1_000, redirects=2)


@contextlib.contextmanager
def fetching(talk: Talk, limits: Limits = QUICK, **tls: ssl.SSLContext) -> Iterator[Fetcher]:
    with serving(talk) as (host, port):
        yield Fetcher("tests", Names({SHOP: (host, port)}), limits, **tls)


def trouble(fetcher: Fetcher, url: str = f"http://{SHOP}/") -> Trouble:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(url)
    return caught.value.trouble


def test_it_works() -> None:
    heads: list[str] = []

    def talk(line: socket.socket) -> None:
        heads.append(request_of(line))
        line.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=x\r\nContent-Length: 2\r\n\r\nhi"
        )

    with fetching(talk) as fetcher:
        found = fetcher.fetch(f"http://{SHOP}/кошик?а=1#top")
    assert found == Fetched(
        f"http://{SHOP}/кошик?а=1#top",
        200,
        (("Content-Type", "Text/HTML; charset=x"), ("Content-Length", "2")),
        b"hi",
        True,
    )
    assert found.kind == "text/html"
    assert heads[0].split("\r\n")[:3] == [
        "GET /%D0%BA%D0%BE%D1%88%D0%B8%D0%BA?%D0%B0=1 HTTP/1.1",
        f"Host: {SHOP}",
        "User-Agent: tests",
    ]


def test_it_follows_redirects() -> None:
    def talk(line: socket.socket) -> None:
        path = request_of(line).split()[1]
        onward = {"/": "/two", "/two": f"http://{SHOP}/%D1%97"}.get(path)
        head = f"302 Found\r\nLocation: {onward}" if onward else "200 OK"
        line.sendall(f"HTTP/1.1 {head}\r\nContent-Length: 0\r\n\r\n".encode())

    with fetching(talk) as fetcher:
        assert fetcher.fetch(f"http://{SHOP}").url == f"http://{SHOP}/%D1%97"


def test_what_is_packed_is_unpacked() -> None:
    with fetching(answer(gzip.compress(b"page"), "Content-Encoding: gzip")) as fetcher:
        assert fetcher.fetch(f"http://{SHOP}/").body == b"page"


@cases(
    "talk",
    {
        "plain": answer(b"x" * 5_000),
        "packed": answer(gzip.compress(bytes(2_000_000)), "Content-Encoding: gzip"),
    }.values(),
)
def test_no_more_is_read_than_was_wanted(talk: Talk) -> None:
    with fetching(talk) as fetcher:
        found = fetcher.fetch(f"http://{SHOP}/")
    assert (len(found.body), found.whole) == (1_000, False)


def test_what_is_cut_off_is_not_whole() -> None:
    def talk(line: socket.socket) -> None:
        request_of(line)
        line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with fetching(talk) as fetcher:
        found = fetcher.fetch(f"http://{SHOP}/")
    assert (found.body, found.whole) == (b"half", False)


def _drip(beginning: bytes) -> Talk:
    """A byte now and then, for ever: each is in time, and the answer never ends."""
    gone = threading.Event()

    def talk(line: socket.socket) -> None:
        request_of(line)
        line.sendall(beginning)
        while not gone.wait(0.05):
            line.sendall(b"a")

    return talk


def _silent(line: socket.socket) -> None:
    while line.recv(4096):
        pass


@cases(
    "talk",
    {
        "says nothing": _silent,
        "drips its head": _drip(b"HTTP/1.1 200 OK\r\nServer: "),
        "drips its body": _drip(b"HTTP/1.1 200 OK\r\n\r\n"),
    }.values(),
)
def test_it_ends_in_time(talk: Talk) -> None:
    with fetching(talk) as fetcher:
        assert trouble(fetcher) == Trouble.TOO_SLOW


def test_a_handshake_that_drips_ends_in_time() -> None:
    def talk(line: socket.socket) -> None:
        line.sendall(b"\x16\x03\x03\x40\x00")
        while True:
            line.sendall(b"\x02")
            threading.Event().wait(0.05)

    with fetching(talk) as fetcher:
        assert trouble(fetcher, f"https://{SHOP}/") == Trouble.TOO_SLOW


@cases(
    "talk, expected",
    {
        "hangs up": (lambda line: None, Trouble.NO_ANSWER),
        "hangs up in its head": (
            lambda line: request_of(line) and line.sendall(b"HTTP/1.1 200 OK\r\nServer: x\r\n"),
            Trouble.UNREADABLE,
        ),
        "no HTTP": (lambda line: line.sendall(b"hello\r\n\r\n"), Trouble.UNREADABLE),
        "packed as was not asked": (answer(b"", "Content-Encoding: zstd"), Trouble.UNREADABLE),
        "not packed as it says": (answer(b"page", "Content-Encoding: gzip"), Trouble.UNREADABLE),
        "for ever round": (
            answer(b"", "Location: /", status="301 Moved"),
            Trouble.TOO_MANY_REDIRECTS,
        ),
        "to a file": (
            answer(b"", "Location: file:///etc/hostname", status="302 Found"),
            Trouble.NOT_WEB,
        ),
        "to another port": (
            answer(b"", f"Location: http://{SHOP}:8080/", status="302 Found"),
            Trouble.NOT_WEB,
        ),
        "to a number": (
            answer(b"", "Location: http://169.254.169.254/", status="302 Found"),
            Trouble.NOT_WEB,
        ),
        "into the machine": (
            answer(b"", "Location: //localhost/", status="302 Found"),
            Trouble.NO_SUCH_NAME,
        ),
    }.values(),
)
def test_what_is_no_answer_is_told(talk: Talk, expected: Trouble) -> None:
    with fetching(talk) as fetcher:
        assert trouble(fetcher) == expected


@cases(
    "url, expected",
    {
        "ftp://shop.example/": Trouble.NOT_WEB,
        "http://shop.example:22/": Trouble.NOT_WEB,
        "http://[::1]/": Trouble.NO_SUCH_NAME,
        "http://name:word@shop.example/": Trouble.NOT_WEB,
        "http://127.0.0.1/": Trouble.NOT_WEB,
        "http://2130706433/": Trouble.NOT_WEB,
        "http://0x7f.0x1/": Trouble.NO_SUCH_NAME,
        "http://localhost/": Trouble.NO_SUCH_NAME,
        "http:///": Trouble.NO_SUCH_NAME,
        "shop.example": Trouble.NOT_WEB,
        "http://shop.example/a b": Trouble.NOT_WEB,
        "http://shop.example:x/": Trouble.NOT_WEB,
        f"http://shop.example/{'a' * 2_000}": Trouble.NOT_WEB,
        "http://xn--.example/": Trouble.NO_SUCH_NAME,
    }.items(),
)
def test_what_is_no_address_is_not_asked(url: str, expected: Trouble) -> None:
    assert trouble(Fetcher("tests"), url) == expected


def test_nobody_answers() -> None:
    with socket.create_server((LOOPBACK, 0)) as server:
        free = server.getsockname()
    assert trouble(Fetcher("tests", Names({SHOP: free}), QUICK)) == Trouble.NO_ANSWER


@cases(
    "addresses",
    {
        "the machine itself": ["127.0.0.1"],
        "a home network": ["192.168.0.1"],
        "a cloud’s metadata": ["169.254.169.254"],
        "a provider’s own": ["100.64.0.1"],
        "one of several": ["93.184.216.34", "10.0.0.1"],
        "version six": ["::1"],
        "mapped": ["::ffff:127.0.0.1"],
        "translated": ["64:ff9b::7f00:1"],
        "nowhere": ["0.0.0.0"],
        "all": ["224.0.0.1"],
    }.values(),
)
def test_names_that_lead_inwards_are_refused(addresses: list[str]) -> None:
    with naming({SHOP: [addresses]}) as resolver:
        assert trouble(Fetcher("tests", Names({}, resolver))) == Trouble.NOT_PUBLIC


def test_a_name_that_changes_is_looked_at_anew_for_each_connection() -> None:
    """The first answer is public, so it is what is connected to; the second is refused."""
    public = "93.184.216.34"
    with naming({SHOP: [[public], ["127.0.0.1"]]}) as resolver:
        names = Names({}, resolver)
        assert names.place(f"http://{SHOP}/").address == public
        with pytest.raises(FetchError) as caught:
            names.place(f"http://{SHOP}/again")
    assert caught.value.trouble == Trouble.NOT_PUBLIC


def test_a_name_that_nobody_has() -> None:
    with naming({}) as resolver:
        assert trouble(Fetcher("tests", Names({}, resolver))) == Trouble.NO_SUCH_NAME


def _certificate(folder: Path) -> Path:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(SHOP)]), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "both.pem"
    pem = serialization.Encoding.PEM
    kind = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(pem, kind, serialization.NoEncryption())
    file.write_bytes(private + made.public_bytes(pem))
    return file


def test_certificates_are_checked(tmp_path: Path) -> None:
    file = _certificate(tmp_path)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)

    def talk(line: socket.socket) -> None:
        with server.wrap_socket(line, server_side=True) as secured:
            answer(b"hi")(secured)

    trusting = ssl.create_default_context(cafile=str(file))
    with fetching(talk, tls=trusting) as fetcher:
        assert fetcher.fetch(f"https://{SHOP}/").body == b"hi"
    with fetching(talk) as fetcher:
        assert trouble(fetcher, f"https://{SHOP}/") == Trouble.NOT_SECURE


def test_the_way_is_not_longer_than_its_time() -> None:
    """Each step is quick; all together they never end."""
    steps = itertools.count()

    def talk(line: socket.socket) -> None:
        request_of(line)
        head = f"HTTP/1.1 302 Found\r\nLocation: /{next(steps)}\r\nContent-Length: 0\r\n\r\n"
        line.sendall(head.encode())

    with fetching(talk, Limits(seconds=0.5, redirects=1_000_000)) as fetcher:
        assert trouble(fetcher) == Trouble.TOO_SLOW
