"""Both first picks on the table: what each card shows, what the reader said and kept, and the offer to look back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from game.engine.events import Revealed
from game.engine.state import Confidence
from game.engine.stocks import CHAIRS, Chair, other_chair
from game.locales import N_, _, ngettext, vocabulary
from game.narration.lines import Spans, make_spans
from game.narration.voice import Voice
from game.questions.question import NO, YES, Choice

LOOK_BACK_HELP: Final = (
    N_("Looking back plays that moment again with another answer. It changes nothing in the game that goes on."),
)
"""Help on the offer to look back, as message ids."""


@dataclass(frozen=True, slots=True)
class RevealedPick:
    """The first pick of a chair.

    Attributes:
        chair: whose it is.
        name: how the reader calls that chair.
        confidence: how sure it was; None where nobody asked.
        manner: the same in words, or that the simulated partner picked.
        pick: the text of the option.
        guess: what it guessed about, or that it did not guess; "" where nothing is to be told.
        verdict: whether the guess was right, in words; "" where there was none.
        right: whether it was.
    """

    chair: Chair
    name: str
    confidence: Confidence | None
    manner: str
    pick: Spans
    guess: str
    verdict: str
    right: bool


@dataclass(frozen=True, slots=True)
class LookBackOffer:
    """To a learner, the first time that something kept comes out: go on, or look back at the moment."""

    told: str
    title: Spans
    choices: tuple[Choice, ...]


def list_revealed_picks(voice: Voice, revealed: Revealed, stand_ins: Sequence[Chair] = ()) -> Iterator[RevealedPick]:
    """Yield the first picks; `stand_ins` are the chairs for which the simulated partner had picked."""
    for chair in CHAIRS:
        if chair not in revealed.first:
            continue
        sure, guess = revealed.confidence.get(chair), revealed.guess.get(chair)
        manner = vocabulary.describe_confidence(sure).lower() if sure else ""
        right = guess == revealed.first.get(other_chair(chair))
        verdict = "" if guess is None else _("right") if right else _("not this time")
        yield RevealedPick(
            chair,
            voice.name_speaker(chair),
            None if chair in stand_ins else sure,
            _("picked by the partner") if chair in stand_ins else manner,
            voice.render_option_spans(revealed.scene, revealed.first[chair]),
            _describe_guess(voice, chair, guessed=guess is not None),
            verdict,
            right,
        )


def _describe_guess(voice: Voice, chair: Chair, *, guessed: bool) -> str:
    if voice.chair is None:
        return _("guessed {name}:", name=voice.name_other(chair)) if guessed else _("no guess")
    if not guessed:
        return ""
    lead = _("your guess") if voice.sits_in(chair) else _("guessed you")
    return f"{lead}:"


def describe_said_facts(labels: Sequence[str], kept: int) -> str:
    """Return what the reader said, by its labels; "" where it had nothing to say."""
    if labels:
        return _("You said: {facts}.", facts=" · ".join(labels))
    return _("You said nothing new.") if kept else ""


def count_kept_facts(kept: int) -> str:
    """Return how much the reader kept; "" where that is nothing."""
    return ngettext("{n} thing is kept.", "{n} things are kept.", kept) if kept else ""


def introduce_objection() -> str:
    """Return, behind a name, that this one plays the other side."""
    return _("plays the other side")


def title_unsaid() -> str:
    """Return the label before how much each of two has kept."""
    return _("Unsaid")


def describe_own_guess() -> str:
    """Return the mark of a row that the reader guesses the other picks."""
    return _("your guess ◇")


def build_look_back_offer(voice: Voice, fact: str) -> LookBackOffer:
    """Return the offer for a fact that has just come out."""
    label = voice.render_text(f"facts.{fact}.label")
    return LookBackOffer(
        _("“{fact}” is out. It was kept when it could have been said.", fact=label),
        make_spans(_("Go on, or look back at one moment?")),
        (
            Choice(NO, make_spans(_("Go on"))),
            Choice(
                YES,
                make_spans(_("Look back at that moment")),
                make_spans(_("what would have followed, had it been said")),
            ),
        ),
    )


def explain_missing(kind: str) -> str:
    """Return what to do where Enter comes before anything is marked; `kind` is that of the prompt."""
    if kind == "first":
        return _("Lean to an option first: press its digit.")
    return _("Mark an answer first: press its digit.")
