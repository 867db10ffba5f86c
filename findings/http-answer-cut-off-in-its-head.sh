#!/usr/bin/env bash
# Python's http.client, urllib3 2.8.0, requests 2.34.2, httpx 0.28.1, aiohttp 3.14.5, pycurl 7.49.0: a server that
# goes away in the middle of the head of its answer, behind the status line and one header.
#
# Guessed: an error in all of them, as for a body that is shorter than its Content-Length.
# Seen:    http.client takes the end of the connection for the end of the head, so that it, urllib3 and requests give
#          a whole answer: 200, without a body, without an error; raise_for_status() is content. So does libcurl.
#          httpx and aiohttp raise. The product takes an answer that has neither a length nor a body for none
#          (policygen/fetching/connection.py).
set -euo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  urllib3==2.8.0 requests==2.34.2 httpx==0.28.1 aiohttp==3.14.5 pycurl==7.49.0 2>/dev/null
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import http.client
import io
import socket
import threading

import aiohttp
import httpx
import pycurl
import requests
import urllib3

HALF = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"  # and no empty line
server = socket.create_server(("127.0.0.1", 0))
port = server.getsockname()[1]
url = f"http://127.0.0.1:{port}/"


def serve():
    while True:
        line, _ = server.accept()
        line.recv(65536)
        line.sendall(HALF)
        line.close()


threading.Thread(target=serve, daemon=True).start()


def by_http_client():
    line = http.client.HTTPConnection("127.0.0.1", port)
    line.request("GET", "/")
    response = line.getresponse()
    return response.status, response.read()


def by_urllib3():
    response = urllib3.PoolManager().request("GET", url, retries=False)
    return response.status, response.data


def by_requests():
    response = requests.get(url)
    response.raise_for_status()
    return response.status_code, response.content


def by_httpx():
    response = httpx.get(url)
    return response.status_code, response.content


def by_aiohttp():
    async def fetched():
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status, await response.read()

    return asyncio.run(fetched())


def by_curl():
    curl, body = pycurl.Curl(), io.BytesIO()
    curl.setopt(pycurl.URL, url)
    curl.setopt(pycurl.WRITEDATA, body)
    curl.perform()
    return curl.getinfo(pycurl.RESPONSE_CODE), body.getvalue()


SEEN = {
    by_http_client: (200, b""),
    by_urllib3: (200, b""),
    by_requests: (200, b""),
    by_httpx: "RemoteProtocolError",
    by_aiohttp: "ServerDisconnectedError",
    by_curl: (200, b""),
}
found = {}
for by in SEEN:
    try:
        found[by] = by()
    except Exception as error:
        found[by] = type(error).__name__
    print(by.__name__.removeprefix("by_"), found[by])
raise SystemExit(found != SEEN)
PYTHON
