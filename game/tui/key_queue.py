"""Keys that came in one read, carried out one after the other.

Textual (8.2.8) forwards every key to the widget that has the focus as it comes. A letter is inserted there at once, but
a bound key (Backspace, Enter) travels up through the page to the app before it acts: of `a`, Backspace, `à` in one read
the two letters come first. Vietnamese input methods write just so. A key is therefore held until the one before it
has passed every widget that may act on it, twice: what it does may send a message that moves the focus.
"""

from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

PATIENCE = 0.5
"""Seconds after which the next key no longer waits: the widget that had the last one may be gone."""


class KeyQueue:
    """The keys of an app that wait for the one before them."""

    def __init__(self, app: App[None], deliver: Callable[[events.Key], Awaitable[None]]) -> None:
        """Deliver keys by a function that forwards one key and returns before it has been acted on."""
        self._app, self._deliver = app, deliver
        self._waiting: deque[events.Key] = deque()
        self._number = 0
        self._busy = False

    async def take(self, key: events.Key) -> None:
        """Deliver a key now, or once the key before it has been carried out."""
        if self._busy:
            self._waiting.append(key)
            return
        self._busy = True
        self._number += 1
        number = self._number
        screen = self._app.screen
        path: list[MessagePump] = list((screen.focused or screen).ancestors_with_self)
        await self._deliver(key)
        self._app.set_timer(PATIENCE, partial(self._finish, number))
        self._follow(path + path, number)

    def _follow(self, path: list[MessagePump], number: int) -> None:
        """Wait behind the key in the queue of each widget on its way up; one that is gone is skipped."""
        for place, node in enumerate(path, start=1):
            if node.call_later(self._follow, path[place:], number):
                return
        self._app.call_later(self._finish, number)

    async def _finish(self, number: int) -> None:
        if number != self._number or not self._busy:
            return
        self._busy = False
        if self._waiting:
            await self.take(self._waiting.popleft())
