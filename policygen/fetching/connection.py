"""One request to one machine, over by a fixed time whatever the other side does."""

import contextlib
import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from policygen.fetching.errors import FetchError, Trouble
from policygen.fetching.places import Place

_PIECE = 16_384


@dataclass(frozen=True)
class Reply:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    whole: bool
    """False: there was more than `most` bytes, or it was cut off."""


def ask(
    place: Place, headers: Mapping[str, str], tls: ssl.SSLContext, *, seconds: float, most: int
) -> Reply:
    """A GET, without redirects. `most`: bytes of the body, unpacked. Raises FetchError."""
    try:
        with _connected(place, tls, seconds) as line:
            line.request("GET", place.target, headers={"Host": place.host, **headers})
            return _read(line.getresponse(), most)
    except ssl.SSLCertVerificationError as error:
        raise FetchError(Trouble.NOT_SECURE, place.url) from error
    except TimeoutError as error:
        raise FetchError(Trouble.TOO_SLOW, place.url) from error
    except OSError as error:
        raise FetchError(Trouble.NO_ANSWER, place.url) from error
    except (http.client.HTTPException, zlib.error, ValueError) as error:
        raise FetchError(Trouble.UNREADABLE, place.url) from error


@contextlib.contextmanager
def _connected(
    place: Place, tls: ssl.SSLContext, seconds: float
) -> Iterator[http.client.HTTPConnection]:
    """A timeout of a socket counts from its last byte, so who sends one now and then would never end.
    Raises TimeoutError after `seconds` in all."""
    raw = socket.create_connection((place.address, place.port), timeout=seconds)
    over = threading.Event()
    with contextlib.closing(raw.dup()) as handle:  # TLS takes `raw` over
        watch = threading.Timer(seconds, _cut, (handle, over))
        watch.daemon = True
        watch.start()
        try:
            line = http.client.HTTPConnection(place.host)
            secure = place.scheme == "https"
            line.sock = tls.wrap_socket(raw, server_hostname=place.host) if secure else raw
            with contextlib.closing(line):
                yield line
        except (OSError, http.client.HTTPException) as error:
            if not over.is_set():
                raise
            raise TimeoutError from error
        else:
            if over.is_set():  # what was cut off can look like the end of an answer
                raise TimeoutError
        finally:
            watch.cancel()
            watch.join()
            raw.close()


def _cut(handle: socket.socket, over: threading.Event) -> None:
    over.set()
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _read(response: http.client.HTTPResponse, most: int) -> Reply:
    packed = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    pieces = _pieces(response, most)
    if packed in ("gzip", "x-gzip"):
        pieces = _unpacked(pieces, most)
    elif packed != "identity":
        raise ValueError(packed)
    body = b"".join(pieces)
    if not body and response.status == HTTPStatus.OK and response.length is None:
        # Cut off in its head, which http.client takes for the end of it.
        raise http.client.IncompleteRead(b"")
    # Read in pieces, a body that is shorter than was said is no error to it either.
    whole = len(body) <= most and not response.length
    return Reply(response.status, tuple(response.getheaders()), body[:most], whole)


def _pieces(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """At most one byte more than `most`."""
    left = most + 1
    while left and (piece := response.read(min(_PIECE, left))):
        left -= len(piece)
        yield piece


def _unpacked(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    """A kilobyte can unpack to a megabyte: no more is ever unpacked than is wanted."""
    unpack, left = zlib.decompressobj(zlib.MAX_WBITS | 16), most + 1
    for piece in pieces:
        unpacked = unpack.decompress(piece, left)
        left -= len(unpacked)
        yield unpacked
        if not left:
            return
