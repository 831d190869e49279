"""A web server on this machine that sends gzip and counts what goes over the wire."""

from __future__ import annotations

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

_KINDS = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".wasm": "application/wasm",
}


@dataclass
class Served:
    """A folder that is served: its address, and path and bytes of every answer so far."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder meanwhile; every answer may be kept by the browser."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(self.path.split("?")[0]).lstrip("/")
            file = folder / (path + "index.html" if path.endswith("/") or not path else path)
            body = _packed(file) if file.is_file() else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", f"{_KINDS.get(file.suffix, 'application/octet-stream')}; charset=utf-8")
            self.send_header("Cache-Control", "max-age=3600")
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            place.sent.append((path, len(body)))

        def log_message(self, format: str, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    place = Served(f"http://127.0.0.1:{server.server_port}/")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield place
    finally:
        server.shutdown()


def _packed(file: Path) -> bytes:
    return _packed_at(file, file.stat().st_mtime_ns)


@functools.cache
def _packed_at(file: Path, changed: int) -> bytes:  # noqa: ARG001 — a file may be written anew meanwhile.
    return gzip.compress(file.read_bytes(), 6, mtime=0)
