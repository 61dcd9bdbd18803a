"""What each kind of prompt asks: the one place where a question to a player gets its words.

`build_question` looks a prompt's kind up in `_BUILDERS`, which a test holds complete. A question is put to whoever
sits in the chair ("you"), or, of two people who read together, to the one it names.

The second half has the words of the reveal: what the cards of both first picks say, what the reader has said and kept,
and the offer to look back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.engine.events import Revealed
from game.engine.state import SIT, Confidence
from game.engine.stocks import CHAIRS, Chair, Phase, other_chair
from game.locales import N_, _, ngettext, vocabulary
from game.narration.company import narrate_commitments, summarize_commitments
from game.narration.lines import Spans, fill_spans, make_spans
from game.narration.voice import Voice
from game.playthrough.pair import find_standing_pick
from game.playthrough.prompts import FactChoice, Prompt, PromptChoice
from game.playthrough.visibility import BETWEEN, build_chair_view
from game.questions.question import NO, YES, Choice, Question, SayableFact, Touch

_HELP: Final[Mapping[str, tuple[str, ...]]] = {
    "pledge": (
        N_("Both pledges are read aloud. Deciding against your own costs the other's trust."),
        N_("7 8 9 guess what the other won't sacrifice, in the order of the answers. A wrong guess costs nothing."),
    ),
    "first": (
        N_(
            "A digit picks an option; again if you're sure; once more, or Backspace, takes it "
            "back. Being sure wins or loses the other's trust, as it turns out. Enter "
            "commits."
        ),
        N_(
            "A letter says its fact or keeps it; Space does the same for the fact you are "
            "looking at. Arrows only look. What you keep may come out later, and do more "
            "harm."
        ),
        N_(
            "7 8 9 0 guess the other's pick, in the order of the options. A right guess helps "
            "you both a little; a wrong one costs nothing."
        ),
    ),
    "say": (
        N_("A letter says its fact or keeps it; Space does the same for the fact you are looking at. Enter goes on."),
        N_("What you keep may come out later, at a worse moment."),
    ),
    "final": (
        N_("Both first picks are on the table. Enter keeps yours; a digit changes it, then Enter confirms."),
        N_("A new fact may change what an option is worth: look at the dots again."),
        N_(
            "Sitting down together costs one ◆, so you are asked once more. If both say what "
            "they know, it may open a way that neither can see alone."
        ),
    ),
    "sit": (
        N_(
            "Sitting down together costs one ◆. If both say what they know, it may open a way "
            "that neither can see alone."
        ),
    ),
    "stay": (N_("Trust and freedom have both run low. Going ends the game; staying repairs nothing by itself."),),
    "resolve": (
        N_(
            "The decision is the other's. Backing it builds trust, an objection goes on "
            "record, the other ways cost trust."
        ),
    ),
    "coffee": (N_("There's time for one thing. What shows in no figure today may be what carries you tomorrow."),),
}
_HELP_BY_NAME: Final[Mapping[str, tuple[str, ...]]] = {
    "resolve": (
        N_("The owner decides. Backing it builds trust, an objection goes on record, the other ways cost trust."),
    ),
    "coffee": (N_("There's time for one thing each. Both see what is chosen."),),
}
"""Help on a question that both read and one answers, where it is not the same; a pick has none."""

_COFFEE_EFFECTS: Final = {
    "ask": N_("what {name} wants, and what's in the way"),
    "credit": N_("something real, if there is something to name"),
    "bridge": N_("both learn something; it costs an hour"),
    "money": N_("who decides what, and what it costs"),
    "checkin": N_("so that asking isn't checking up"),
    "work": N_("a little less to do tomorrow"),
}
_RESOLUTION_EFFECTS: Final = {
    "defer": N_("and never bring it up again"),
    "object": N_("the warning is on record"),
    "escalate": N_("the board decides; neither will forget it"),
    "override": N_("{name}'s way, over {other}'s head"),
    "sit": N_("costs one ◆; may open a way that neither can see alone"),
}
_OWN_OVERRIDE: Final = N_("your way, over the other's head")


def build_question(voice: Voice, prompt: Prompt, facts: Sequence[FactChoice] | None = None) -> Question:
    """Return a prompt as a question, in the current language.

    Args:
        voice: to the chair of the prompt, or to onlookers, who read questions by name.
        prompt: what the session asks.
        facts: what can be said along with it; what the prompt offers, where nothing is given.
    """
    offered = prompt.facts if facts is None else facts
    help_of = _HELP_BY_NAME if voice.chair is None else {}
    asked = _BUILDERS[prompt.kind](voice, prompt)
    return replace(
        asked,
        facts=tuple(_build_fact(voice, fact) for fact in offered),
        help=help_of.get(asked.prompt.kind, _choose_help(voice, prompt)),
    )


def list_sayable_facts(voice: Voice, prompt: Prompt) -> tuple[FactChoice, ...]:
    """Return the facts that the chair of a prompt can say in its scene, even before it is asked for them."""
    if prompt.facts:
        return prompt.facts
    game = voice.game
    opened = game.scenario.scenes[prompt.scene].say
    held = build_chair_view(game.scenario, game.state, prompt.chair).facts
    return tuple(
        FactChoice(fact.id, fact.path, fact.cost) for fact in held if fact.id in opened and fact.status == "unsaid"
    )


def explain_dots() -> str:
    """Return what the dots beside an option mean, in one line."""
    return _("● to ●●●: how much it affects something, never whether for better or worse.")


def title_held_facts() -> str:
    """Return the heading over what only one chair knows."""
    return _("Only you know")


def name_say_or_keep(said: bool) -> str:
    """Return the word beside a fact: that it will be said, or kept."""
    return _("say") if said else _("keep")


def _choose_help(voice: Voice, prompt: Prompt) -> tuple[str, ...]:
    if prompt.kind == "final":
        if voice.chair is None:
            return ()
        return _HELP["final" if prompt.joint else "first"]
    return _HELP[{"still": "pledge", "sit_say": "say"}.get(prompt.kind, prompt.kind)]


# -- one builder a kind ------------------------------------------------------------------------------------


def _build_pledge(voice: Voice, prompt: Prompt) -> Question:
    still = prompt.kind == "still"
    other = voice.name_other(prompt.chair)
    before = voice.game.state.pledges.get(prompt.chair)
    if still:
        title = _("Still the same? What will you not sacrifice, whatever happens?")
        intro = _("Last time you said: {pledge}.", pledge=vocabulary.name_pledge(before)) if before else ""
    else:
        title = _("Before you go on: what will you not sacrifice, whatever happens?")
        intro = _("You can't keep everything. {name} is asked the same; then both answers are read aloud.", name=other)
    return Question(
        prompt,
        make_spans(title),
        prompt.chair,
        intro=(make_spans(intro),) if intro else (),
        choices=tuple(
            Choice(choice.id, make_spans(vocabulary.describe_pledge(choice.id))) for choice in prompt.choices
        ),
        mine=before or "" if still else "",
        parts=("choice", "guess"),
    )


def _build_first_pick(voice: Voice, prompt: Prompt) -> Question:
    return replace(
        _build_reminding_pick(voice, prompt),
        parts=("choice", "confidence", "guess"),
    )


def _build_final_pick(voice: Voice, prompt: Prompt) -> Question:
    asked_alone = voice.chair is not None and prompt.setting != "private"
    mine = voice.game.state.now.first.get(prompt.chair, "") if asked_alone else ""
    asked = replace(_build_reminding_pick(voice, prompt), mine=mine)
    return replace(asked, intro=()) if asked_alone and prompt.joint else asked


def _build_reminding_pick(voice: Voice, prompt: Prompt) -> Question:
    """Return a pick that reminds whoever decides of what both have pledged and promised."""
    return replace(
        _build_pick(voice, prompt), intro=tuple(narrate_commitments(voice)), reminder=summarize_commitments(voice)
    )


def _build_pick(voice: Voice, prompt: Prompt) -> Question:
    ask = _render_scene_ask(voice, prompt)
    return Question(
        prompt,
        ask,
        prompt.owner,
        about=ask,
        owner=_explain_owner(voice, prompt),
        owner_brief=_tag_owner(voice, prompt),
        choices=tuple(_build_option(voice, choice) for choice in prompt.choices),
    )


def _build_say(voice: Voice, prompt: Prompt) -> Question:
    if not prompt.facts:
        title = _("You have nothing to say here. Enter goes on.")
    elif prompt.kind == "sit_say":
        title = _("You're sitting down together. Only you know this: say it now?")
    else:
        title = _("Only you know this. What do you say?")
    return Question(
        prompt,
        make_spans(title),
        prompt.chair,
        about=_render_scene_ask(voice, prompt) if prompt.kind == "say" else (),
        owner_brief=_tag_owner(voice, prompt) if prompt.kind == "say" else "",
        parts=("facts",),
    )


def _build_sit(voice: Voice, prompt: Prompt) -> Question:
    asked, asking = voice.name_player(prompt.chair), voice.name_player(other_chair(prompt.chair))
    if voice.chair is None:
        title = _("{asking} wants to sit down with {asked} before anything is decided.", asking=asking, asked=asked)
    else:
        title = _("{name} wants to sit down with you before anything is decided.", name=asking)
    first = find_standing_pick(voice.game.state)
    if first:
        stands = voice.render_option_spans(prompt.scene, first)
        no = fill_spans(_("No, decide now; {name}'s first pick stands: {text}"), name=asking, text=stands)
    else:
        no = make_spans(_("No, decide now; {name} picks once more.", name=asking))
    choices = (Choice(YES, make_spans(_("Yes, sit down."))), Choice(NO, no))
    return Question(
        prompt, make_spans(title), prompt.chair if voice.chair is None else other_chair(prompt.chair), choices=choices
    )


def _build_stay(voice: Voice, prompt: Prompt) -> Question:
    if voice.chair is None:
        title = _("{name} has had enough. Does {name} stay?", name=voice.name_player(prompt.chair))
    else:
        title = _("You've had enough, and you could go. Do you stay?")
    says = {
        "stay": _("Stay, and tell {name} so.", name=voice.name_player(other_chair(prompt.chair))),
        "go": _("Go. That ends it."),
    }
    choices = tuple(Choice(choice.id, make_spans(says[choice.id])) for choice in prompt.choices)
    return Question(prompt, make_spans(title), prompt.chair, choices=choices)


def _build_resolve(voice: Voice, prompt: Prompt) -> Question:
    owner, name = voice.name_player(prompt.owner), voice.name_player(prompt.chair)
    if voice.chair is None:
        title = _("They disagree, and {owner} decides. What does {name} do?", owner=owner, name=name)
    else:
        title = _("You disagree, and {name} decides. What do you do?", name=owner)
    spent = prompt.chair == "ceo" and "override" not in {choice.id for choice in prompt.choices}
    intro = make_spans(_("No ◆ is left, so overriding is not possible.")) if spent else ()
    effects = _RESOLUTION_EFFECTS if voice.chair is None else {**_RESOLUTION_EFFECTS, "override": _OWN_OVERRIDE}
    choices = tuple(
        Choice(
            choice.id,
            make_spans(vocabulary.describe_resolution(choice.id, owner)),
            make_spans(_(effects[choice.id], name=name, other=owner)),
        )
        for choice in prompt.choices
    )
    speaker = prompt.owner if voice.chair else prompt.chair
    return Question(prompt, make_spans(title), speaker, intro=(intro,) if intro else (), choices=choices)


def _build_coffee(voice: Voice, prompt: Prompt) -> Question:
    other = voice.name_player(other_chair(prompt.chair))
    if voice.chair is None:
        name = voice.name_player(prompt.chair)
        title = _("Fifteen minutes free: one coffee. What does {name} use it for?", name=name)
    else:
        title = _("Fifteen minutes free: one coffee. What do you use it for?")
    choices = tuple(
        Choice(
            choice.id,
            voice.render_coffee_choice(prompt.chair, choice.id),
            make_spans(_(_COFFEE_EFFECTS[choice.id], name=other) if choice.id in _COFFEE_EFFECTS else ""),
        )
        for choice in prompt.choices
    )
    return Question(prompt, make_spans(title), prompt.chair, choices=choices)


_BUILDERS: Final[Mapping[Phase, Callable[[Voice, Prompt], Question]]] = {
    "pledge": _build_pledge,
    "still": _build_pledge,
    "first": _build_first_pick,
    "say": _build_say,
    "final": _build_final_pick,
    "sit": _build_sit,
    "sit_say": _build_say,
    "stay": _build_stay,
    "resolve": _build_resolve,
    "coffee": _build_coffee,
}


# -- the parts of a question ------------------------------------------------------------------------------


def _render_scene_ask(voice: Voice, prompt: Prompt) -> Spans:
    return voice.render_spans(f"{voice.game.scenario.scenes[prompt.scene].path}.ask")


def _explain_owner(voice: Voice, prompt: Prompt) -> str:
    """Return who decides, as a sentence."""
    if voice.chair is None:
        return _("{name} decides.", name=voice.name_player(prompt.chair))
    if prompt.chair == prompt.owner:
        return _("If you disagree, the decision is yours.") if prompt.joint else _("You decide this alone.")
    return _("If you disagree, {name} decides.", name=voice.name_person(prompt.owner))


def _tag_owner(voice: Voice, prompt: Prompt) -> str:
    """Return who decides, in a few words. Behind the lock the words are the same for both chairs."""
    name = voice.name_player(prompt.owner)
    if voice.chair is None or (prompt.setting == "private" and prompt.joint):
        return _("{name} decides", name=name)
    if prompt.setting == "private" or (not prompt.joint and prompt.owner != voice.chair):
        return _("{name} decides alone", name=name)
    if not prompt.joint:
        return _("you decide alone")
    if prompt.owner == voice.chair:
        return _("you decide · {name} picks too", name=voice.name_other(prompt.chair))
    return _("{name} decides · you pick first", name=name)


def _build_option(voice: Voice, choice: PromptChoice) -> Choice:
    if choice.id == SIT:
        left = ngettext("◆ {n} left", "◆ {n} left", voice.game.state.tokens)
        return Choice(SIT, make_spans(_("Sit down together first.")), make_spans(left))
    hints = () if voice.game.setup.difficulty == "expert" else choice.hints
    touches = tuple(
        Touch(hint.outcome, _name_touched(voice, hint.outcome), voice.name_outcome(hint.outcome), hint.dots)
        for hint in hints
    )
    return Choice(choice.id, voice.render_spans(choice.path), touches=touches)


def _name_touched(voice: Voice, outcome: str) -> str:
    if outcome == BETWEEN and voice.chair is None:
        return _("Between {ceo} and {cto}", **voice.chair_names)
    return vocabulary.name_stock(outcome)


def _build_fact(voice: Voice, fact: FactChoice) -> SayableFact:
    return SayableFact(
        fact.id,
        voice.render_spans(f"{fact.path}.text"),
        voice.render_spans(f"{fact.path}.label"),
        fact.cost,
        vocabulary.describe_fact_cost(fact.cost),
    )


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
        right = guess is not None and guess == revealed.first.get(other_chair(chair))
        verdict = "" if guess is None else _("right") if right else _("missed")
        yield RevealedPick(
            chair,
            voice.name_seat(chair) if voice.chair is None else voice.name_speaker(chair),
            None if chair in stand_ins else sure,
            _("picked by the partner") if chair in stand_ins else manner,
            voice.render_option_spans(revealed.scene, revealed.first[chair]),
            _describe_guess(voice, chair, guessed=guess is not None),
            verdict,
            right,
        )


def _describe_guess(voice: Voice, chair: Chair, *, guessed: bool) -> str:
    if voice.chair is None:
        return _("guessed {name}:", name=voice.name_player(other_chair(chair))) if guessed else _("no guess")
    if not guessed:
        return ""
    lead = _("your guess") if voice.sits_in(chair) else _("guess about you")
    return f"{lead}:"


def describe_said_facts(labels: Sequence[str], kept: int) -> str:
    """Return what the reader said, by its labels; "" where it had nothing to say."""
    if labels:
        return _("You said: {facts}.", facts=" · ".join(labels))
    return _("You said nothing new.") if kept else ""


def count_kept_facts(kept: int) -> str:
    """Return how much the reader kept; "" where that is nothing."""
    return ngettext("{n} thing kept back.", "{n} things kept back.", kept) if kept else ""


def introduce_objection() -> str:
    """Return, behind a name, that this one plays the other side."""
    return _("argues the other side")


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
        _("“{fact}” is out. It could have been said, and was kept.", fact=label),
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


def ask_sitting_once_more(voice: Voice, chair: Chair) -> str:
    """Return, for who would sit down, what it costs and that a second Enter is the yes."""
    left = voice.game.state.tokens
    return ngettext(
        "Sit down with {name}? It takes your only token ◆. Enter again: yes.",
        "Sit down with {name}? It takes one of {n} tokens ◆. Enter again: yes.",
        left,
        name=voice.name_other(chair),
    )


def explain_missing(kind: str) -> str:
    """Return what to do where Enter comes before anything is marked; `kind` is that of the prompt."""
    if kind == "first":
        return _("Pick an option first: press its digit.")
    return _("Mark an answer first: press its digit.")
