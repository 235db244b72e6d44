"""A small client of the language server: opens files as an editor does, and asks what it asks."""

from __future__ import annotations

import json
import subprocess
import threading
from itertools import count
from pathlib import Path
from queue import Empty, Queue
from typing import Any

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
REFUSED = 86
"""The exit status of a server that asked for the network."""

PATIENCE = 30  # seconds
NO_DOWNLOADS = {
    "schemaStore": {"enable": False, "url": ""},
    "kubernetesCRDStore": {"enable": False},
}
CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
}


class ServerEndedError(Exception):
    """The server is gone; the message is what it said last."""


class LanguageServer:
    """The real server over its standard streams, with one folder open."""

    def __init__(self, folder: Path, schemas: dict[str, Any] | None = None) -> None:
        """Start it; ``schemas`` maps schema files to the files that they are for."""
        self.failures: list[str] = []
        self._settings = {
            "yaml": {
                **NO_DOWNLOADS,
                "validate": True,
                "hover": True,
                "completion": True,
                "schemas": schemas or {},
            },
            "redhat": {"telemetry": {"enabled": False}},
        }
        self._said: dict[str, list[dict[str, Any]]] = {}
        self._numbers = count(1)
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._configured = False
        guard = HERE / "no_network.cjs"
        self.process = subprocess.Popen(
            ["node", "--require", str(guard), str(SERVER), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        place = {"uri": folder.as_uri(), "name": folder.name}
        self.request(
            "initialize",
            processId=None,
            rootUri=place["uri"],
            capabilities=CAPABILITIES,
            workspaceFolders=[place],
        )
        self._notify("initialized")
        while not self._configured:
            self._handle_next()

    def open(self, path: Path, text: str) -> None:
        """Show the server a file with this text."""
        item = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._said.pop(path.as_uri(), None)
        self._notify("textDocument/didOpen", textDocument=item)

    def diagnostics(self, path: Path) -> list[dict[str, Any]]:
        """What the server says of a file that was opened; waits until it does."""
        while path.as_uri() not in self._said:
            self._handle_next()
        return self._said[path.as_uri()]

    def complete(self, path: Path, line: int, character: int) -> dict[str, dict[str, Any]]:
        """What is offered at a place of an open file (counted from 0), by its label."""
        found = self.request("textDocument/completion", **_place(path, line, character))
        return {item["label"]: item for item in found["items"]}

    def hover(self, path: Path, line: int, character: int) -> str:
        """The Markdown that is shown at a place of an open file, counted from 0."""
        found = self.request("textDocument/hover", **_place(path, line, character))
        return str(found["contents"]["value"])

    def request(self, method: str, **params: Any) -> Any:
        """Ask, and wait for the answer."""
        number = next(self._numbers)
        self._send(id=number, method=method, params=params)
        while True:
            message = self._handle_next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def stop(self) -> int:
        """End the server, and give its exit status."""
        if self.process.poll() is None:
            self.request("shutdown")
            self._notify("exit")
        status = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return status

    def _notify(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def _send(self, **message: Any) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def _handle_next(self) -> dict[str, Any]:
        """Take the next message, and answer it where it is a question."""
        try:
            message = self._messages.get(timeout=PATIENCE)
        except Empty:
            raise ServerEndedError(f"nothing was said for {PATIENCE} seconds") from None
        if message is None:
            assert self.process.stderr is not None
            raise ServerEndedError(self.process.stderr.read().decode())
        match message.get("method"):
            case "textDocument/publishDiagnostics":
                self._said[message["params"]["uri"]] = message["params"]["diagnostics"]
            case "telemetry/event":
                self.failures.append(message["params"]["properties"].get("error", ""))
            case "workspace/configuration":
                asked = [item.get("section") for item in message["params"]["items"]]
                settings = [self._settings.get(section, {}) for section in asked]
                self._send(id=message["id"], result=settings)
                self._configured = True
            case str() if "id" in message:
                self._send(id=message["id"], result=None)
        return message

    def _read(self) -> None:
        """Take messages apart as they come, on a thread of its own."""
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._messages.put(json.loads(stream.read(length)))
        self._messages.put(None)


def _place(path: Path, line: int, character: int) -> dict[str, Any]:
    position = {"line": line, "character": character}
    return {"textDocument": {"uri": path.as_uri()}, "position": position}
