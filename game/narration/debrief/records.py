"""The debrief's records in words: who knew what, how trust went, words beside deeds, how two people played."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from game.debrief.earlier_plays import EarlierPlay
from game.debrief.look_back import Insight
from game.debrief.records import (
    ChairTally,
    Deed,
    FactHistory,
    KnowledgeGap,
    OpponentMove,
    PairPlay,
    PersonTally,
    PledgeRecord,
    TrustChange,
    TrustLedger,
    Wound,
    WoundChange,
)
from game.engine.stocks import Chair
from game.locales import N_, NP_, _, ngettext, pgettext, vocabulary
from game.locales.figures import Money, format_saved_moment, format_signed, join_words
from game.narration.voice import Voice
from game.playthrough.epilogue import EpilogueReport

COSTS = {
    "free": ("", ""),
    "face": NP_("said", "it cost face"),
    "confidential": NP_("said", "it had been told in confidence"),
}


def render_fact_outcome(voice: Voice, history: FactHistory) -> str:
    """Return what became of a fact: who said it when, or through whom it came out."""
    match history.status:
        case "said":
            said = _("said by {name}, scene {n}", name=voice.name_person(history.holder), n=history.out)
            cost = pgettext(*COSTS[history.cost])
            return f"{said} · {cost}" if history.cost != "free" else said
        case "surfaced" if history.at_end:
            return _("came out through {name} as play ended", name=voice.name_person(history.through))
        case "surfaced":
            return _("came out through {name}, scene {n}", name=voice.name_person(history.through), n=history.out)
    return _("never said") if history.chance else _("never said; there was no occasion")


def render_fact_holding(voice: Voice, history: FactHistory) -> str:
    """Return since when the holder knew a fact, and where it was held back, since when it could have been said."""
    name = voice.name_person(history.holder)
    since = _("{name} knew it from scene {n}", name=name, n=history.known)
    if history.held > 0 and history.chance == history.known:
        since = _("{name} knew it from scene {n} and could have said it there", name=name, n=history.known)
    elif history.held > 0:
        since = _(
            "{name} knew it from scene {n} and could have said it in scene {m}",
            name=name,
            n=history.known,
            m=history.chance,
        )
    return since


def render_knowledge_gap(voice: Voice, gap: KnowledgeGap) -> str:
    """Return how a chair's gap went."""
    return f"{voice.name_person(gap.chair)}: {' → '.join(str(points) for points in gap.points)}"


_CHANNELS: Final = {
    "competence": NP_("channel", "competence"),
    "character": NP_("channel", "character"),
    "integrity": NP_("channel", "integrity"),
}

_TURNS: Final[Mapping[WoundChange, tuple[str, str]]] = {
    "opened": NP_("breach", "a breach opens ({channel})"),
    "deepened": NP_("breach", "the breach gets deeper ({channel})"),
    "mended": NP_("breach", "the breach is mended in part"),
    "closed": NP_("breach", "the breach is closed"),
    "faded": NP_("breach", "the breach has faded with time"),
    "scar": NP_("breach", "a scar stays"),
}


def render_channel(name: str) -> str:
    """Return a channel of trust."""
    return pgettext(*_CHANNELS[name])


def render_trust_heading(voice: Voice, ledger: TrustLedger) -> str:
    """Return whose trust it is."""
    return voice.name_figure(f"{ledger.chair}.trust")


def render_trust_change(voice: Voice, change: TrustChange) -> str:
    """Return what moved trust: the cause, and the channel where it broke or mended one."""
    cause = voice.render_cause(change.cause)
    if not change.channel:
        return cause
    if change.points < 0:
        return f"{cause} · {render_channel(change.channel)}"
    return _("{cause} · mends {channel}", cause=cause, channel=render_channel(change.channel))


def render_wound(change: Wound) -> str:
    """Return what became of a breach."""
    return pgettext(*_TURNS[change.turned], channel=render_channel(change.kind))


def render_trust_standing(ledger: TrustLedger) -> str:
    """Return what is still open at last, and how high trust can come again; '' where nothing is."""
    parts = [_("still open: a breach of {channel}", channel=render_channel(ledger.breach))] if ledger.breach else []
    if ledger.ceiling < 100:
        parts.append(_("scars: trust can reach {most} again", most=ledger.ceiling))
    return " · ".join(parts)


def render_ledger_entry(voice: Voice, change: TrustChange, wounds: tuple[Wound, ...]) -> str:
    """Return one line of the ledger: the scene, the points, the cause, and what it did to the breach."""
    what = "; ".join((render_trust_change(voice, change), *map(render_wound, wounds)))
    return _("scene {n}: {points}, {what}", n=change.count, points=format_signed(change.points), what=what)


def render_pledge_record(voice: Voice, record: PledgeRecord) -> str:
    """Return what a chair said it would not sacrifice, and where it changed its word."""
    name, (_since, first), *later = voice.name_person(record.chair), *record.pledges
    text = _("{name} would not sacrifice {pledge}.", name=name, pledge=vocabulary.name_pledge(first))
    for count, what in later:
        text += " " + _("From scene {n} on: {pledge}.", n=count, pledge=vocabulary.name_pledge(what))
    return text + _render_pledge_guess(voice, record)


def _render_pledge_guess(voice: Voice, record: PledgeRecord) -> str:
    if record.guess is None:
        return ""
    name = voice.name_other(record.chair)
    if record.guess == record.pledges[-1][1]:
        return " " + _("{name} had guessed it.", name=name)
    return " " + _("{name} had taken it to be {pledge}.", name=name, pledge=vocabulary.name_pledge(record.guess))


def render_deed_tally(record: PledgeRecord) -> str:
    """Return how many deeds went with the pledge, and how many against it."""
    went, against = len(record.went_with), len(record.went_against)
    if not went and not against:
        return _("No decision affected it.")
    with_it = ngettext("{n} decision went with it", "{n} decisions went with it", went)
    return _("{went}, {n} against it.", went=with_it, n=against)


def render_deed(voice: Voice, deed: Deed) -> str:
    """Return one deed: where, what was done, and what it did to the stocks of the pledge in all."""
    totals: dict[str, int] = {}
    for effect in deed.effects:
        totals[effect.stock] = totals.get(effect.stock, 0) + effect.points
    effects = ", ".join(
        f"{vocabulary.name_stock_briefly(stock)} {voice.money.format_change(stock, points)}"
        for stock, points in totals.items()
    )
    values = {"n": deed.count, "option": voice.quote_option(deed.scene, deed.option)}
    told = (
        _("scene {n}: {option} ({effects})", effects=effects, **values)
        if effects
        else _("scene {n}: {option}", **values)
    )
    return _("{deed} · foreseen, and done all the same", deed=told) if deed.unfaithful else told


def render_pair_play(voice: Voice, played: PairPlay) -> Iterator[str]:
    """Yield how two people played, with the same counts for both."""
    yield ngettext("Decided together: {n} scene.", "Decided together: {n} scenes.", played.scenes)
    for part in played.parts:
        yield f"{voice.name_person(part.chair)}: {'; '.join(_render_person_tally(part))}."


def _render_person_tally(part: PersonTally) -> Iterator[str]:
    yield ngettext("spoke first {n} time", "spoke first {n} times", part.spoke_first)
    yield _("scenes in which both settled on that first pick: {n}", n=part.stood)
    yield ngettext("said {n} fact, kept {m}", "said {n} facts, kept {m}", part.said, m=part.kept)
    if part.guesses:
        yield _("guessed right {n} of {m}", n=part.right, m=part.guesses)


def render_opponent_moves(voice: Voice, moves: tuple[OpponentMove, ...]) -> Iterator[str]:
    """Yield how many of the ghost's answers came from the earlier play, and where the model answered instead."""
    if not moves:
        return
    own = sum(move.own for move in moves)
    name = voice.name_person(moves[0].chair)
    yield _(
        "{name} answered {n} of {m} times as in the earlier play, else as the model would.",
        name=name,
        n=own,
        m=len(moves),
    )
    elsewhere = dict.fromkeys(move.count for move in moves if not move.own)
    if elsewhere:
        yield _("The model answered in scene {scenes}.", scenes=join_words([*map(str, elsewhere)]))


def render_gap_label(voice: Voice, gap: KnowledgeGap) -> str:
    """Return whose gap a row of blocks shows."""
    return _("Gap, {name}", name=voice.name_person(gap.chair))


def render_fact_question(history: FactHistory) -> tuple[str, str]:
    """Return whom the question about a fact is for, and the question: what saying or keeping it came to."""
    if history.status == "said":
        return _("For both:"), _("what changed because this was said?")
    kept = _("what did holding it look like from each chair?")
    return _("For both:"), kept if history.chance else _("what would it have changed?")


def render_fact_summary(voice: Voice, history: FactHistory) -> str:
    """Return who held a fact from when, and what became of it, as one sentence."""
    return f"{render_fact_holding(voice, history)}; {render_fact_outcome(voice, history)}."


def name_pledges_part() -> str:
    """Return the heading over the pledges and their deeds."""
    return _("Words and deeds")


def name_pair_part() -> str:
    """Return the heading over how the two played."""
    return _("The two at the table")


def name_tallies_part() -> str:
    """Return the heading over how each chair played, in numbers."""
    return _("In numbers")


def render_tally(voice: Voice, tally: ChairTally, name: str = "") -> str:
    """Return how a chair played, in numbers: guesses, facts, overrides; `name` is its person's own, if any."""
    parts = []
    if tally.guesses:
        right = tally.right
        parts.append(ngettext("{right} of {n} guess right", "{right} of {n} guesses right", tally.guesses, right=right))
    if tally.facts:
        said = ngettext(
            "{said} of {n} fact said at the first chance",
            "{said} of {n} facts said at the first chance",
            tally.facts,
            said=tally.in_time,
        )
        parts.append(said)
    parts.append(ngettext("{n} override", "{n} overrides", tally.overrides))
    return _("{name}: {what}", name=name or voice.name_person(tally.chair), what="; ".join(parts))


def name_earlier_plays_part() -> str:
    """Return the heading over this play beside earlier ones."""
    return _("Beside earlier plays")


def name_tally_columns() -> tuple[str, str, str]:
    """Return what the three numbers of a tally are, over their columns."""
    return _("guesses right"), _("facts said in time"), _("overrides")


def name_this_play() -> str:
    """Return what stands for the play that is looked back at, among earlier ones."""
    return _("this play")


def name_earlier_player(voice: Voice, play: EarlierPlay, chair: Chair) -> str:
    """Return who sat in a chair: the person's own name, if one was given, else that of the cast."""
    return play.players.get(chair) or voice.name_person(chair)


def render_earlier_heading(voice: Voice, play: EarlierPlay) -> str:
    """Return when an earlier play was begun, and how it ended."""
    when = format_saved_moment(play.begun)
    return f"{when} · {voice.name_ending(play.ending)}" if play.ending else when


def list_earlier_lines(voice: Voice, plays: Sequence[EarlierPlay]) -> list[str]:
    """Return a sentence for each chair of each earlier play; empty where there is none."""
    return [
        _(
            "{play}: {tally}",
            play=render_earlier_heading(voice, play),
            tally=render_tally(voice, tally, name_earlier_player(voice, play, tally.chair)),
        )
        for play in plays
        for tally in play.tallies
    ]


def name_earlier_words() -> str:
    """Return the heading over what was answered to a question in earlier plays."""
    return _("Written in earlier plays")


def list_earlier_words(voice: Voice, plays: Sequence[EarlierPlay], number: int) -> list[tuple[str, str]]:
    """Return what was answered to a question, by its number, in earlier plays: of which play, and the words."""
    return [(render_earlier_heading(voice, play), play.written[number]) for play in plays if number in play.written]


def list_pair_lines(voice: Voice, insight: Insight) -> list[str]:
    """Return how two people played, or which answers opposite the player were a ghost's; empty where neither is so."""
    played = render_pair_play(voice, insight.pair_play) if insight.pair_play is not None else ()
    return [*played, *render_opponent_moves(voice, insight.opponent_moves)]


_QUARTERS: Final = (N_("3 months"), N_("half a year"), N_("9 months"), N_("a year"))


def name_quarters() -> list[str]:
    """Return the four quarters of the year after play, as short as the axis of a chart needs them."""
    return [_(name) for name in _QUARTERS]


def name_year_lines() -> tuple[str, str]:
    """Return the names of the chart's two lines: the company as it was played, and as it was before."""
    return _("as played"), _("as it was")


def render_year_means(money: Money, year: EpilogueReport, stock: str) -> str:
    """Return the mean of a figure over the year after play, as played and untouched."""
    means = year.means[stock], year.compute_untouched_mean(stock)
    played, was = (money.format_figure(stock, mean) for mean in means)
    return _("mean of the year {played}, untouched {was}", played=played, was=was)
