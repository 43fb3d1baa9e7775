"""A real HTTP server that speaks the chat-completions protocol and plays what it is given, faults and all."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


def chunk(text: str | None = None, finish: str | None = None, **delta: object) -> Json:
    """One chunk of a streamed reply."""
    content = {} if text is None else {"content": text}
    return {
        "id": "r1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "delta": {"role": "assistant", **content, **delta}, "finish_reason": finish}],
    }


def event(value: object) -> bytes:
    """One server-sent event."""
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"data: {data}\n\n".encode()


@dataclass
class Call:
    """One request as a script sees it, and the ways to answer it."""

    handler: BaseHTTPRequestHandler
    request: Json
    stopped: threading.Event
    number: int  # 1 for the first request that the server gets

    @property
    def prompt(self) -> str:
        """All that the model was told."""
        return "\n".join(message["content"] for message in self.request["messages"])

    def head(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Status and headers; without a length, so that the end of the connection is the end of the reply."""
        self.handler.send_response(status)
        for name, value in {"Content-Type": kind, "Connection": "close", **headers}.items():
            self.handler.send_header(name.replace("_", "-"), value)
        self.handler.end_headers()

    def write(self, data: bytes) -> None:
        """Bytes as they are."""
        self.handler.wfile.write(data)
        self.handler.wfile.flush()

    def fail(self, status: int, message: str = "no", **headers: str) -> None:
        """An error as the protocol has it."""
        self.head(status, "application/json", **headers)
        self.write(json.dumps({"error": {"message": message, "type": "x", "code": None}}).encode())

    def events(self, *values: object) -> None:
        """Some events of a stream that has begun."""
        for value in values:
            self.write(event(value))

    def say(self, *pieces: str, finish: str | None = "stop") -> None:
        """A whole reply."""
        self.head()
        self.events(*map(chunk, pieces))
        if finish:
            self.events(chunk("", finish), "[DONE]")

    def hang(self) -> None:
        """Do nothing until the test is over."""
        self.stopped.wait(60)

    def reset(self) -> None:
        """End the connection with a reset instead of a goodbye."""
        self.handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


Script = Callable[[Call], None]


@dataclass
class Endpoint:
    """A running server: its base URL, and the requests that it got; `paths` counts those it cannot read, too."""

    url: str
    paths: list[str] = field(default_factory=list)
    requests: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


@contextmanager
def playing(script: Script) -> Iterator[Endpoint]:
    """Serve a script on a free local port inside the block."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            endpoint.paths.append(self.path)
            self.send_error(404)

        def do_POST(self) -> None:
            endpoint.paths.append(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            endpoint.requests.append(json.loads(body))
            endpoint.headers.append({name.lower(): value for name, value in self.headers.items()})
            self.close_connection = True
            try:
                script(Call(self, endpoint.requests[-1], stopped, len(endpoint.requests)))
            except OSError:
                return  # the client has left, as it does at a fault or at its limit

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        endpoint = Endpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield endpoint
        finally:
            stopped.set()
            server.shutdown()
            thread.join()
