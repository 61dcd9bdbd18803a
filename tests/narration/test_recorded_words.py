"""What is said of each kind of event and question, in each voice: `tests/transcripts/words/*.txt` must read the same.

Plays of several tempers are walked through; of everything that is told, the first of its shape is written down: the
event or question, the voice, and what its lines consist of. `--update-transcripts` writes the files anew; read
the difference.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest

from game import locales
from game.analysis.simulation.bots import BOTS
from game.engine import events as e
from game.engine.stocks import CHAIRS, Phase
from game.narration.events import narrate_event
from game.narration.lines import StoryLine, join_text
from game.narration.voice import Voice
from game.playthrough.prompts import RefusedError
from game.playthrough.session import Session
from game.questions import Question, build_question, pair
from tests.marks import as_long
from tests.playthrough import players

FOLDER = Path(__file__).parents[1] / "transcripts" / "words"
LAUNCH_DAY = "launch-day-red"
PLAYS = (
    # Crisis, seats, the bots in them, seed. What each adds to the others: a talk, a warning before somebody leaves,
    # kept promises, a stale pledge.
    ("small", 0, ("random", "candid"), 1),
    ("small", 0, ("withhold", "random"), 2),
    ("small", 0, ("random", "random"), 3),
    ("small", 1, ("random", "random"), 4),
    ("small", 2, ("random", "random"), 5),
    (LAUNCH_DAY, 0, ("random", "candid"), 6),
    (LAUNCH_DAY, 1, ("blame", ""), 900),
    (LAUNCH_DAY, 1, ("blame", ""), 904),
    (LAUNCH_DAY, 1, ("candid", ""), 7),
    (LAUNCH_DAY, 1, ("nice", ""), 902),
    (LAUNCH_DAY, 2, ("", "candid"), 8),
    (LAUNCH_DAY, 2, ("", "withhold"), 9),
)

Written = dict[tuple[str, ...], list[str]]
"""What was written down, by its shape."""


def list_voices(session: Session) -> Iterator[tuple[str, Voice]]:
    """Yield every voice that there is, with its name."""
    yield "by name", Voice.by_name(session)
    yield "to onlookers", Voice.to_onlookers(session)
    for chair in CHAIRS:
        yield f"to the {chair}", Voice.to_chair(session, chair)


def describe_line(line: StoryLine) -> str:
    """Return a line of the story with all that it has besides its words."""
    figures = " ".join(f"{one.stock}{one.by:+d}{dict(one.parts)}" for one in line.figures)
    parts = (f"[{line.kind}]", line.mark, line.speaker, line.label and f"({line.label})", line.text)
    return " ".join(part for part in (*parts, line.note and f"/ {join_text(line.note)}", figures) if part)


def describe_question(question: Question) -> Iterator[str]:
    """Yield all words of a question."""
    yield f"{question.headline} [{question.speaker}] {'+'.join(question.parts)}"
    yield from (join_text(words) for words in (question.about, *question.intro))
    yield from (question.owner, question.owner_brief, question.reminder)
    for choice in question.choices:
        touches = " ".join(f"{touch.name}/{touch.brief} {touch.dots}" for touch in choice.touches)
        mine = "*" if choice.id == question.mine else ""
        yield f"- {mine}{join_text(choice.text)} / {join_text(choice.effect)} / {touches}"
    yield from (f"= {join_text(fact.label)}: {join_text(fact.text)} ({fact.price})" for fact in question.facts)
    yield from (f"? {locales._(line)}" for line in question.help)


def describe_private_view(session: Session, chair: str) -> Iterator[str]:
    """Yield all words at the lock and behind it."""
    lock = pair.build_hand_over(Voice.to_onlookers(session), session, chair)
    yield from (lock.turn, lock.meanwhile, lock.opens, lock.closes)
    form = pair.PrivateForm(Voice.to_chair(session, chair), session.open_private_view())
    yield from (form.name_chair(), form.describe_reader(), join_text(form.title_question(None)), form.facts_title)
    yield from (f"{want.label}: {join_text(want.text)}" for want in form.list_wants())
    yield from (f"{news.label}: {join_text(news.text)}" for news in form.list_news(session.state.count))
    yield from (f"! {join_text(fact)}" for fact in form.list_held_facts(asked=False))
    yield from (form.title_held_facts(), form.recall_pledge(), form.render_cue(None), form.explain_missing())
    yield from (f"{form.name_part(asked)}: {form.render_cue(asked)}" for asked in form.asked)
    yield from (f"= {slot.label}" for slot in form.list_slots())


def describe_talk(session: Session) -> Iterator[str]:
    """Yield all words of what two people talk about."""
    talk = pair.build_talk_question(Voice.to_onlookers(session), session, session.talk)
    yield f"{join_text(talk.about)} [{talk.speaker} to {talk.listener}] {'+'.join(talk.tellers)}"
    yield from (join_text(words) for words in (talk.title, talk.objection, *talk.unpicked))
    yield from (f"- {join_text(choice.text)}" for choice in talk.choices)
    yield from (talk.telling, talk.understood, talk.again)


def write_events(written: Written, session: Session, happened: tuple[e.Event, ...]) -> None:
    """Write down what is told of events, each shape of it once."""
    for event in happened:
        for name, voice in list_voices(session):
            lines = list(narrate_event(voice, event))
            shape = tuple(f"{one.kind}{one.mark}{bool(one.speaker)}{one.label}{bool(one.note)}" for one in lines)
            if lines:
                written.setdefault((type(event).__name__, name, "", *shape), [describe_line(line) for line in lines])


def write_questions(written: Written, session: Session) -> None:
    """Write down what is asked now, each shape of it once."""
    for prompt in session.prompts.values():
        chair = None if session.pair and prompt.setting != "private" else prompt.chair
        voice = Voice.to_onlookers(session) if chair is None else Voice.to_chair(session, chair)
        question = build_question(voice, prompt)
        shape = (
            f"question {prompt.kind}",
            "to onlookers" if chair is None else f"to the {chair}",
            f"of the {prompt.owner}, {'joint' if prompt.joint else 'alone'}",
            f"{bool(question.reminder)}{bool(question.facts)}{len(question.intro)}{question.parts}",
        )
        written.setdefault(shape, list(describe_question(question)))
        if session.pair:
            named = [pair.explain_who_decides(Voice.to_onlookers(session), session, prompt)]
            written.setdefault(("who decides", prompt.owner, str(prompt.joint)), named)
    if session.talk is not None:
        told = list(describe_talk(session))
        agreed = len(set(session.state.now.first.values())) == 1
        shape = ("talk", "agreed" if agreed else "differing", str(bool(session.tellers)), str(len(told)))
        written.setdefault(shape, told)
    if session.pair and session.prompt is not None and session.prompt.setting == "private":
        chair = session.prompt.chair
        told = list(describe_private_view(session, chair))
        written.setdefault((f"private view {session.prompt.kind}", chair, str(len(told))), told)


def write_play(written: Written, crisis: str, seats: int, bots: tuple[str, str], seed: int, language: str) -> None:
    """Walk through a play and write down what is new in it."""
    found = players.small() if crisis == "small" else players.load_scenario(players.SHELF / crisis)
    session = players.session(players.SEATS[seats], seed, found, language=language)
    write_events(written, session, session.happened)
    while session.prompt is not None:
        write_questions(written, session)
        if session.pair:
            with suppress(RefusedError):
                write_events(written, session, session.restate_reason(session.state.count))
        bot = BOTS[bots[CHAIRS.index(session.prompt.chair)]]
        write_events(written, session, session.answer(session.prompt.token, bot(session)))


@pytest.mark.parametrize("language", ["en", *as_long("vi")])
def test_what_is_told_reads_as_it_did(request, language):
    locales.set_language(language)
    written: Written = {}
    for crisis, seats, bots, seed in PLAYS:
        write_play(written, crisis, seats, bots, seed, language)
    helps = {"the lock": pair.LOCK_HELP, "a private view": pair.PRIVATE_HELP, "a talk": pair.TALK_HELP}
    for name, lines in helps.items():
        written["help", name] = [locales._(line) for line in lines]
    blocks = [
        "\n".join(["# " + ", ".join(filter(None, shape[:3])), *filter(None, lines)])
        for shape, lines in sorted(written.items())
    ]
    text = "\n\n".join(blocks) + "\n"
    file = FOLDER / f"{language}.txt"
    if request.config.getoption("--update-transcripts"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def test_every_kind_of_event_and_question_is_among_them():
    heads = {line.split(",")[0] for line in (FOLDER / "en.txt").read_text(encoding="utf-8").splitlines()}
    asked = set(get_args(Phase)) - {"over", "pick"}
    assert {f"# {kind.__name__}" for kind in get_args(e.Event)} | {f"# question {kind}" for kind in asked} <= heads
