"""Servers on this machine that answer as they are told: of pages, byte by byte, and of names."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence

import dns.message
import dns.name
import dns.resolver
import dns.rrset

Talk = Callable[[socket.socket], None]
"""What is done with one connection."""
LOOPBACK = "127.0.0.1"


@contextlib.contextmanager
def serving(talk: Talk) -> Iterator[tuple[str, int]]:
    """Its address and port. Each connection is one call of `talk`, in a thread."""
    with socket.create_server((LOOPBACK, 0)) as server:

        def one(line: socket.socket) -> None:
            # Whoever asked may have gone.
            with line, contextlib.suppress(OSError):
                talk(line)

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    line, _ = server.accept()
                    threading.Thread(target=one, args=(line,), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()
        server.shutdown(socket.SHUT_RDWR)


def request_of(line: socket.socket) -> str:
    """The head of the request."""
    got = b""
    while b"\r\n\r\n" not in got and (piece := line.recv(4096)):
        got += piece
    return got.decode("latin-1")


def answer(body: bytes, *headers: str, status: str = "200 OK") -> Talk:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""])

    def talk(line: socket.socket) -> None:
        request_of(line)
        line.sendall(head.encode() + body)

    return talk


@contextlib.contextmanager
def naming(answers: dict[str, Sequence[Sequence[str]]]) -> Iterator[dns.resolver.Resolver]:
    """A DNS server. `answers`: name → the addresses it has in the first answer, the second, and so on; the
    last stays. A name that is not among them does not exist."""
    asked: dict[tuple[str, str], int] = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((LOOPBACK, 0))

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    wire, peer = server.recvfrom(4096)
                    server.sendto(_named(wire, answers, asked), peer)

        threading.Thread(target=listen, daemon=True).start()
        resolver = dns.resolver.Resolver(configure=False)
        resolver.nameservers = [LOOPBACK]
        resolver.port = server.getsockname()[1]
        yield resolver


def _named(
    wire: bytes, answers: dict[str, Sequence[Sequence[str]]], asked: dict[tuple[str, str], int]
) -> bytes:
    query = dns.message.from_wire(wire)
    question = query.question[0]
    name = question.name.to_text(omit_final_dot=True)
    kind = dns.rdatatype.to_text(question.rdtype)
    reply = dns.message.make_response(query)
    if name not in answers:
        reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()
    number = asked.get((name, kind), 0)
    asked[name, kind] = number + 1
    turn = answers[name][min(number, len(answers[name]) - 1)]
    fitting = [a for a in turn if (":" in a) == (kind == "AAAA")]
    if fitting:
        reply.answer.append(dns.rrset.from_text(question.name, 0, "IN", kind, *fitting))
    return reply.to_wire()
