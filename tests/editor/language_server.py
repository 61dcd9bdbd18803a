"""The real yaml-language-server, as an editor talks to it: JSON-RPC over its standard input and output, no network."""

import json
import queue
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds after which a silent server counts as dead."""
_SETTINGS = {
    "yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True},
    "http": {"proxy": "", "proxyStrictSSL": False},
}


@dataclass(frozen=True)
class Mark:
    """A diagnostic: 1-based line and columns as `tandem check` counts them, and what it says."""

    line: int
    column: int
    end: int
    message: str


class LanguageServer:
    """One running server; use it as a context."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self._folder = folder
        self._number = 0
        self._heard: queue.Queue[dict[str, Any]] = queue.Queue()
        self._marks: dict[str, list[Mark]] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> "LanguageServer":
        abilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["plaintext"]}},
                "hover": {"contentFormat": ["plaintext"]},
            },
        }
        place = self._folder.as_uri()
        self.ask("initialize", {"processId": None, "rootUri": place, "capabilities": abilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": _SETTINGS})
        return self

    def __exit__(self, *_problem: object) -> None:
        self.ask("shutdown", None)
        self._tell("exit", None)
        self._process.wait(PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()

    def diagnostics(self, file: Path) -> list[Mark]:
        """Open a file, and wait for what the server finds wrong with it."""
        uri = file.as_uri()
        self._marks.pop(uri, None)
        self._number += 1  # the server remembers what it parsed by version, even of a file that was closed
        document = {"uri": uri, "languageId": "yaml", "version": self._number, "text": file.read_text("utf-8")}
        self._tell("textDocument/didOpen", {"textDocument": document})
        while uri not in self._marks:
            self._answer(self._heard.get(timeout=PATIENCE))
        return self._marks[uri]

    def hover(self, file: Path, line: int, column: int) -> str:
        """What the server shows over a place of an open file, 1-based."""
        found = self.ask("textDocument/hover", _place(file, line, column))
        return str(found["contents"]["value"]) if found else ""

    def completions(self, file: Path, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the server offers at a place of an open file, 1-based, by its label."""
        found = self.ask("textDocument/completion", _place(file, line, column))
        return {item["label"]: item for item in found["items"]}

    def ask(self, method: str, params: Any) -> Any:
        """Send a request, and wait for its result."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while True:
            message = self._heard.get(timeout=PATIENCE)
            if message.get("id") == self._number and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._answer(message)

    def _answer(self, message: dict[str, Any]) -> None:
        """Give the server what it asks of an editor, and keep what it tells."""
        if message.get("method") == "textDocument/publishDiagnostics":
            told = message["params"]
            self._marks[told["uri"]] = [_mark(one) for one in told["diagnostics"]]
        elif "id" in message and "method" in message:
            wanted = message["params"].get("items", []) if message["method"] == "workspace/configuration" else None
            result = wanted and [_SETTINGS.get(item.get("section"), {}) for item in wanted]
            self._send({"id": message["id"], "result": result})

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while header := stream.readline():
            length = int(header.split(b":")[1])
            while stream.readline().strip():
                pass
            self._heard.put(json.loads(stream.read(length)))


def _place(file: Path, line: int, column: int) -> dict[str, Any]:
    return {"textDocument": {"uri": file.as_uri()}, "position": {"line": line - 1, "character": column - 1}}


def _mark(one: dict[str, Any]) -> Mark:
    begin, end = one["range"]["start"], one["range"]["end"]
    return Mark(begin["line"] + 1, begin["character"] + 1, end["character"] + 1, one["message"])
