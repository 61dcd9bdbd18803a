"""The story in words: what happened in a game, as lines that every front end lays out in its own way.

One thing that happens is told in one place. The engine records an event (`game.engine.events`), which names texts by
path and people by id. `narrate_event(voice, event)` turns it into lines:

    >>> voice = Voice.to_chair(session, "ceo")                              # doctest: +SKIP
    >>> list(narrate_event(voice, PromiseSettled("budget", "cto", "kept", path)))    # doctest: +SKIP
    [StoryLine(kind="promise", spans=..., speaker="cto", mark="✓", label="A promise of Lan, kept")]

A **line** (`lines.StoryLine`) says what it is (`kind`), whose it is (`speaker`), which sign stands before it (`mark`)
and its words as `spans`. It knows nothing of colours or widths. The screen gives a speaker a column and a colour; where
there is no layout, `sentences` makes a plain sentence of it ("Lan says: ..."). No front end adds a sentence of its own:
what a player reads is written here, in `game.questions`, in `game.locales.vocabulary`, or in the scenario.

A **voice** (`voice.Voice`) says who the story is told to. It alone decides who is "you", who has a name and whose
private parts are told:

- `Voice.to_chair(game, chair)`: somebody in a chair. That chair is "you"; the other's private parts stay untold.
- `Voice.to_onlookers(game)`: two people who read together. Everybody has a name, nothing private is told.
- `Voice.by_name(game)`: an outsider, after the fact. Everybody has a name, everything is told.

The modules, from the bottom up: `lines` and `voice`; `events`, where each event has its function; `introduction`, for
what is told beside the events; `company`, for how things stand; `sentences`, for front ends without a layout;
`debrief/`, for what is said when one looks back.

To add something that happens, change three files:

1. `game/engine/events.py`: the event, a frozen dataclass, named in the union `Event`. It carries ids, paths and
   numbers, never words. Record it where the rule that causes it lives.
2. `game/narration/events.py`: a function from a voice and the event to lines, entered in `EVENT_NARRATORS`. Before
   yielding a line that only one chair may read, ask `voice.can_see_chair`. Reuse a kind of line if one fits. A new kind
   needs an entry in `lines.LineKind`, a template in `sentences` and a style in `game/tui/play/reader.py`.
3. `tests/narration/test_events.py`: what each voice is told of it. The tests there already fail for an event without a
   narrator, and `docs/protocol.md` lists the event for programs.

Messages go through gettext with `{name}` placeholders. Texts of the scenario keep their **strong** and *emphatic* parts
when `lines.fill_spans` puts them into a message; `_("... {text}", text=...)` would lose them.
"""
