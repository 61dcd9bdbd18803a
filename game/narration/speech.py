"""What the simulated partner says, put into words: a line of the author's where there is one, else a default.

The engine says which kind of line is called for (`game.engine.speech`), `game.locales.speech` has the defaults, and
`game.narration.address` how the two address each other. Nobody speaks here for a person, or for the answers of an
earlier play: `speaks_here` tells.
"""

from collections.abc import Mapping
from typing import Final

from game.content.markup import TextSpan
from game.engine.events import Utterance
from game.engine.speech import pick_line
from game.engine.stocks import Chair, other_chair
from game.locales import _, current_language, speech
from game.narration.address import choose_address
from game.narration.lines import Spans, make_spans
from game.narration.voice import Voice
from game.playthrough.opponent import PickReason

_CLOSING: Final = "”"


def speaks_here(voice: Voice, chair: Chair) -> bool:
    """Tell whether what the simulated partner says in a chair is its own: not where earlier answers are played back."""
    ghost = voice.game.setup.ghost
    return ghost is None or ghost.chair != chair


def list_address_words(voice: Voice, chair: Chair) -> Mapping[str, str]:
    """Return the words with which a chair addresses the other, for the placeholders of a spoken line."""
    game = voice.game
    return choose_address(game.scenario.address, current_language(), chair, other_chair(chair), game.names).words


def render_utterance(voice: Voice, chair: Chair, says: Utterance, authored: Spans = (), **values: object) -> Spans:
    """Return what a chair says: the author's line the first time, then each default once before any comes again.

    Args:
        voice: who reads it.
        chair: who says it.
        says: the bank and the turn.
        authored: the author's line for this occasion, if any.
        values: names to fill, besides `{name}` and `{other}` and the words of address.
    """
    if authored and says.said == 0:
        return authored
    turn = Utterance(says.bank, says.said - bool(authored), says.first)
    line = pick_line(turn, speech.list_lines(says.bank))
    names = {"name": voice.name_person(chair), "other": voice.name_other(chair)}
    return make_spans(speech.quote_line(line, **{**list_address_words(voice, chair), **names, **values}))


def describe_act(voice: Voice, chair: Chair, move: str) -> str:
    """Return what the other chair did by a move, as this one would say it to its face within a sentence."""
    return speech.describe_act(move, **list_address_words(voice, chair))


def render_reason(voice: Voice, reason: PickReason) -> Spans:
    """Return why the simulated partner picks as it does, in its own words, with the act that it remembers."""
    words = voice.render_spans(reason.path) if reason.path else ()
    if not words and reason.says is not None:
        words = render_utterance(voice, reason.chair, reason.says)
    return _append_sentence(words, _recall_act(voice, reason))


def _recall_act(voice: Voice, reason: PickReason) -> str:
    """Return the sentence that names the act it remembers and when that was; "" where it remembers none."""
    if not (reason.act and reason.says):
        return ""
    scene = voice.game.scenario.scenes[reason.scene]
    when = voice.render_text(f"{scene.path}.at") if scene.timed else _("Back then")
    kind = reason.says.bank.endswith(("treated.well", "treated_well"))
    line = pick_line(reason.says, speech.list_lines("act.well" if kind else "act"))
    values = {"when": when, "act": describe_act(voice, reason.chair, reason.act)}
    return speech.quote_line(line, **{**list_address_words(voice, reason.chair), **values})


def _append_sentence(spans: Spans, sentence: str) -> Spans:
    """Return spans with one more sentence, within the quotation marks where the spans have them."""
    if not sentence:
        return spans
    bare = sentence.removeprefix("“").removesuffix(_CLOSING)
    *before, last = spans
    if last.text.endswith(_CLOSING):
        return (*before, TextSpan(f"{last.text.removesuffix(_CLOSING)} {bare}{_CLOSING}", last.strong, last.emphasis))
    return (*spans, TextSpan(f" {bare}"))
