"""A small client of the language server protocol: what an editor says to a language server, and hears back.

JSON-RPC over the server's standard streams, each message behind its length. One thread reads, so that no
wait is without an end.
"""

import json
import queue
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Self

WAIT = 30.0  # seconds: a server on a busy machine takes a few to start

# What an editor with YAML support sends where its user has set nothing, but for the store of schemas, which
# is on the network.
SETTINGS = {"yaml": {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}}

Message = dict[str, Any]


class Editor:
    """An editor with some files open."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self._heard: queue.Queue[Message | None] = queue.Queue()
        self._last = 0
        self._told: dict[str, list[Message]] = {}
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder.as_uri(),
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "hover": {"contentFormat": ["markdown"]},
                        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
                        "publishDiagnostics": {},
                    },
                },
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server, politely if it listens."""
        try:
            self.ask("shutdown", None, wait=5)
            self._tell("exit", None)
            self._server.wait(5)
        except (OSError, AssertionError, subprocess.TimeoutExpired):
            self._server.kill()
            self._server.wait()
        for stream in (self._server.stdin, self._server.stdout):
            if stream is not None:
                stream.close()

    def open(self, path: Path) -> None:
        """Open a file, each only once."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1}
        self._tell("textDocument/didOpen", {"textDocument": document | {"text": path.read_text("utf-8")}})

    def remarks(self, path: Path) -> list[Message]:
        """Open a file; what the server has to say against it."""
        self.open(path)
        end = time.monotonic() + WAIT
        while path.as_uri() not in self._told:
            self._hear(end, f"what is wrong with {path.name}")
        return self._told[path.as_uri()]

    def complete(self, path: Path, line: int, character: int) -> list[Message]:
        """What the server offers to write at a place, counted from 0."""
        found = self._at("textDocument/completion", path, line, character)
        items: list[Message] = found["items"] if isinstance(found, dict) else found
        return items

    def hover(self, path: Path, line: int, character: int) -> str:
        """What the server explains at a place, as Markdown; empty where it says nothing."""
        found = self._at("textDocument/hover", path, line, character)
        return str(found["contents"]["value"]) if found else ""

    def _at(self, method: str, path: Path, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        return self.ask(method, {"textDocument": {"uri": path.as_uri()}, "position": position})

    def ask(self, method: str, parameters: Any, wait: float = WAIT) -> Any:
        """A request and its answer."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": parameters})
        end = time.monotonic() + wait
        while True:
            message = self._hear(end, f"an answer to {method}")
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _tell(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._server.stdin.flush()

    def _hear(self, end: float, hoped_for: str) -> Message:
        """The next message; the server's own questions are answered on the way."""
        try:
            message = self._heard.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty:
            raise AssertionError(f"the language server did not send {hoped_for} in time") from None
        assert message is not None, f"the language server ended before it sent {hoped_for}"
        if message.get("method") == "textDocument/publishDiagnostics":
            self._told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            wanted = [SETTINGS.get(item["section"]) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": wanted})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _listen(self) -> None:
        assert self._server.stdout is not None
        for message in _messages(self._server.stdout):
            self._heard.put(message)
        self._heard.put(None)


def _messages(stream: IO[bytes]) -> Iterator[Message]:
    while True:
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            return
        yield json.loads(stream.read(length))
