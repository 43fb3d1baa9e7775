"""A tab of the page without a browser: it speaks to Gradio's queue as the page's own script does.

The cookie says who asks; the session is the tab's own. What the server streams are changes of what is on the screen.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final, Self

import httpx
from gradio_client.utils import apply_diff

from assistant.web.access import COOKIE

WAIT_SECONDS: Final = 120
LOG: Final = 1  # among what asking gives: the conversation's HTML


class Broken(Exception):
    """The server has ended an event without a result."""


class Tab:
    """One open page.

    Args:
        url (str): Where the page is, with a slash at its end.
        token (str): Of the session in which its user has logged in; "" is nobody.
        session (str): Names the tab; "" is a name of its own.
    """

    def __init__(self, url: str, token: str = "", session: str = "") -> None:
        self.session: Final = session or secrets.token_hex(6)
        self.http: Final = httpx.Client(
            base_url=url,
            headers={"Origin": url.rstrip("/")},
            cookies={COOKIE: token} if token else None,
            timeout=WAIT_SECONDS,
        )
        self._events: dict[str, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def page(self, path: str, **query: str | int) -> str:
        """One of our own pages."""
        return self.http.get(path, params=query or None).raise_for_status().text  # {} would drop the query in `path`

    def ask(self, question: str) -> Iterator[str]:
        """The whole conversation's HTML, each time that it changes on the screen."""
        yield from (shown[LOG] for shown in self.does("ask", question, [], [], [], None))

    def refresh(self) -> str:
        """All that a page shows when it is opened or loaded again: shelf, welcome, what to narrow by."""
        *_, shown = self.does("refresh", None)
        return json.dumps(shown, ensure_ascii=False)

    def does(self, event: str, *inputs: Any) -> Iterator[list[Any]]:  # noqa: ANN401 - whatever components hold
        """What an event of the page puts into its outputs, as it comes.

        Args:
            event (str): Name of the function behind it.
            *inputs (Any): What its inputs hold; None is a state that the server keeps.

        Yields:
            list[Any]: The outputs.

        Raises:
            Broken: The function failed.
        """
        found = self._event(event)
        asked = {
            "data": inputs,
            "event_data": None,
            "fn_index": found["id"],
            "trigger_id": found["targets"][0][0],
            "session_hash": self.session,
        }
        number = self.http.post("gradio_api/queue/join", json=asked).raise_for_status().json()["event_id"]
        shown: list[Any] = []
        for message in self._messages():
            if message["msg"] == "heartbeat":  # while one waits
                continue
            assert message["event_id"] == number, message
            match message["msg"]:
                case "process_generating":
                    data = message["output"]["data"]
                    shown = [apply_diff(*each) for each in zip(shown, data, strict=True)] if shown else data
                    yield shown
                case "process_completed" if not message["success"]:
                    raise Broken(message)
                case "process_completed":
                    yield message["output"]["data"]
                    return

    def _event(self, name: str) -> Any:  # noqa: ANN401 - as Gradio describes it
        if not self._events:
            told = self.http.get("config").raise_for_status().json()
            self._events = {event["api_name"]: event for event in told["dependencies"]}
        return self._events[name]

    def _messages(self) -> Iterator[Any]:
        with self.http.stream("GET", "gradio_api/queue/data", params={"session_hash": self.session}) as stream:
            stream.raise_for_status()
            for line in stream.iter_lines():
                if line.startswith("data:"):
                    yield json.loads(line.removeprefix("data:"))
