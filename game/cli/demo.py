"""`tandem demo`: both chairs played by bots, as a story to read, or many games as tables.

A bare `tandem` shows a short game too, where there is neither a terminal nor input.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping

from game.analysis.simulation.balance import (
    NAMES,
    BotTableRow,
    build_bot_table,
    build_bot_table_document,
    build_session_document,
    build_summary_document,
)
from game.analysis.simulation.bots import BOTS, PathChoices, list_missed_choices
from game.analysis.simulation.runs import (
    LASTING,
    BestOptionPattern,
    OptionValue,
    Quartiles,
    RunsSummary,
    play_seed,
    run_plays,
)
from game.cli import terminal
from game.cli.errors import UsageError
from game.cli.lookup import load_scenario
from game.cli.parser import suggest_name
from game.cli.terminal import print_json
from game.content.compiler import LoadedScenario
from game.engine.scenario import END, TIERS
from game.engine.stocks import CHAIRS, Chair
from game.locales import LANGUAGES, _, current_language, ngettext, vocabulary
from game.locales.figures import format_number
from game.narration.debrief.report import render_debrief_report
from game.narration.events import narrate_held_fact
from game.narration.sentences import render_sentences, tell_events
from game.narration.voice import Voice
from game.plain.page import PlainPage
from game.playthrough.session import Session

PARTNER = "partner"
CHOOSING = "candid"
"""The bot in both chairs if a path is chosen and no bot was named."""
EVERY_BOT = 100
"""How many games a row has by default."""


def declare_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `tandem demo`."""
    parser.add_argument("scenario", nargs="?", default="", metavar="SCENARIO", help=_("an id on the shelf, or a path"))
    parser.add_argument("--ceo", metavar="BOT", help=_("who plays the CEO"))
    parser.add_argument("--cto", metavar="BOT", help=_("who plays the CTO"))
    parser.add_argument("--seed", type=int, default=1, metavar="N", help=_("the same seed gives the same luck"))
    parser.add_argument("--runs", type=int, metavar="N", help=_("play N seeds and count what comes of them"))
    parser.add_argument("--bots", choices=["all"], help=_("a row for each bot, in both chairs or in the one left free"))
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="SCENE.OPTION",
        help=_("both chairs go for this option where it is on offer; as often as you like"),
    )
    parser.add_argument("--lang", choices=list(LANGUAGES), help=_("the language"))
    parser.add_argument("--format", choices=["text", "json"], default="text", help=_("how to print it"))
    parser.set_defaults(run=run_demo)


def run_demo(arguments: argparse.Namespace) -> int:
    """Play, and print the story, or the figures of many games."""
    given: dict[Chair, str | None] = {"ceo": arguments.ceo, "cto": arguments.cto}
    fixed = {chair: _parse_bot(name) for chair, name in given.items() if name is not None}
    loaded = load_scenario(arguments.scenario)
    if arguments.bots:
        return print_bot_table(loaded, fixed, arguments)
    usual = CHOOSING if arguments.choose else PARTNER
    bots: dict[Chair, str] = {"ceo": usual, "cto": usual, **fixed}
    if arguments.choose and arguments.runs is not None:
        raise UsageError(_("--choose reads one path; --runs counts many"))
    if arguments.runs is not None:
        return print_runs(loaded, bots, arguments)
    choices = _parse_path_choices(loaded, arguments.choose, bots)
    session = play_bots(loaded, bots, arguments.seed, current_language(), choices)
    if arguments.format == "json":
        print_json(_build_demo_document(session, bots))
    else:
        print_story(session)
    return _report_missed_choices(session, choices)


def _parse_path_choices(loaded: LoadedScenario, chosen: list[str], bots: dict[Chair, str]) -> PathChoices:
    """Return the options to aim for; UsageError if one does not exist."""
    scenes = loaded.scenario.scenes.values()
    there = [f"{scene.id}.{option.id}" for scene in scenes if scene.decision for option in scene.decision.options]
    for name in chosen:
        if name not in there:
            raise UsageError(_("there is no option {name}", name=repr(name)) + suggest_name(name, there))
    if chosen and PARTNER in bots.values():
        raise UsageError(_("the simulated partner chooses for itself; --choose needs a bot in both chairs"))
    return PathChoices(dict(name.split(".", 1) for name in chosen))


def _report_missed_choices(session: Session, choices: PathChoices) -> int:
    """Print which chosen options were not reached; return 1 if there are any."""
    left = list_missed_choices(session, choices)
    if left:
        told = _("not done on this path: {options}; tandem explore tells how to get there", options=", ".join(left))
        sys.stderr.write(told + "\n")
    return int(bool(left))


def _parse_bot(name: str) -> str:
    names = [*BOTS, PARTNER]
    if name not in names:
        raise UsageError(_("there is no bot {name}", name=repr(name)) + suggest_name(name, names))
    return name


def play_bots(
    loaded: LoadedScenario, bots: dict[Chair, str], seed: int, language: str, choices: PathChoices | None = None
) -> Session:
    """Return a whole game played by bots."""
    return play_seed(loaded.scenario, loaded.texts, bots, seed, language, wishes=choices)


def _build_demo_document(session: Session, bots: dict[Chair, str]) -> dict[str, object]:
    return {"bots": bots, **build_session_document(session)}


def print_story(session: Session) -> None:
    """Print a whole game as an onlooker sees it."""
    page = PlainPage(sys.stdout, terminal.measure_line_width())
    voice = Voice.by_name(session)
    page.write(voice.render_text("title"), voice.render_text("premise"), "")
    page.write_all(_render_cast(voice))
    for happened in session.story:
        page.write_all(tell_events(voice, happened))
    report = render_debrief_report(session)
    page.write_all((*report.ahead, *report.reference))


def show_sample_play() -> int:
    """Print the premise, a game between two simulated partners, and how to start a real one; return the exit code."""
    session = play_bots(load_scenario(""), {"ceo": PARTNER, "cto": PARTNER}, 1, current_language())
    print_story(session)
    sys.stdout.write("\n" + _("To play it yourself, in a terminal: tandem play {id}", id=session.scenario.id) + "\n")
    return 0


def _render_cast(voice: Voice) -> Iterator[str]:
    """Yield what each of the two wants, and what only one of them knows at the start."""
    scenario = voice.game.scenario
    for chair in CHAIRS:
        name = voice.name_person(chair)
        wants = voice.render_text(voice.find_goal_path(chair))
        yield _("{name}, {chair}. Wants: {text}", name=name, chair=vocabulary.name_chair(chair), text=wants)
        known = [fact for fact, status in voice.game.state.facts.items() if status.known == 1]
        held = (fact for fact in known if scenario.facts[fact].held == chair)
        yield from render_sentences(voice, (narrate_held_fact(voice, chair, fact) for fact in held))


def print_runs(loaded: LoadedScenario, bots: dict[Chair, str], arguments: argparse.Namespace) -> int:
    """Play many seeds with one pair of bots, and print the statistics."""
    runs = run_plays(loaded.scenario, loaded.texts, bots, _build_seeds(arguments, arguments.runs))
    if arguments.format == "json":
        print_json(build_summary_document(runs))
    else:
        _print_lines(_render_runs(runs, loaded))
    return 0


def print_bot_table(loaded: LoadedScenario, fixed: dict[Chair, str], arguments: argparse.Namespace) -> int:
    """Play the same seeds with every bot, and print a comparison.

    Raises:
        UsageError: if no chair is left for them.
    """
    if len(fixed) > 1:
        raise UsageError(_("--bots all needs a chair: leave out --ceo, --cto or both"))
    seeds = _build_seeds(arguments, EVERY_BOT if arguments.runs is None else arguments.runs)
    rows = list(_build_rows_with_progress(loaded, fixed, seeds))
    if arguments.format == "json":
        print_json(build_bot_table_document(arguments.seed, rows))
    else:
        _print_lines(_render_bot_table(rows, fixed, list(loaded.scenario.scenes)))
    return 0


def _build_seeds(arguments: argparse.Namespace, runs: int) -> range:
    if runs < 1:
        raise UsageError(_("--runs must be 1 or more"))
    return range(arguments.seed, arguments.seed + runs)


def _print_lines(lines: Iterator[str]) -> None:
    sys.stdout.write("\n".join(line.rstrip() for line in lines) + "\n")


def _build_rows_with_progress(loaded: LoadedScenario, fixed: dict[Chair, str], seeds: range) -> Iterator[BotTableRow]:
    """Yield the rows, showing at a terminal which bot is playing."""
    rows = build_bot_table(loaded.scenario, loaded.texts, fixed, seeds)
    for number, name in enumerate(NAMES, start=1):
        _show_progress(f"{number}/{len(NAMES)} {name}")
        yield next(rows)
    _show_progress("")


def _show_progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def _render_runs(runs: RunsSummary, loaded: LoadedScenario) -> Iterator[str]:
    pair = {"ceo": runs.bots["ceo"], "cto": runs.bots["cto"]}
    titles = {
        ending.id: loaded.texts.get(f"{ending.path}.title", current_language()) for ending in loaded.scenario.endings
    }
    yield ngettext("{n} play, CEO {ceo}, CTO {cto}", "{n} plays, CEO {ceo}, CTO {cto}", runs.count, **pair)
    yield from _render_counts(
        _("How they ended"), {titles.get(name, name): n for name, n in runs.endings.items()}, runs.count
    )
    yield from _render_counts(
        _("In which tier"), {vocabulary.describe_ending_tier(name): n for name, n in runs.tiers.items()}, runs.count
    )
    resolved = sum(runs.resolutions.values())
    settled = {vocabulary.name_resolution(name): n for name, n in runs.resolutions.items()}
    yield from _render_counts(_("How decisions of both were settled"), settled, resolved)
    yield from ["", _("Over the year after: lower quartile, median, upper quartile"), _render_quartiles("F", runs.f)]
    yield from (_render_quartiles(vocabulary.name_stock(stock), spread) for stock, spread in runs.outcomes.items())
    yield from _render_lasting(runs.lasting)
    yield from ["", _("F as each scene opens: lower quartile, median, upper quartile, plays")]
    yield from (_render_quartiles(f"{stage.plays:5d}  {stage.scene}", stage.f) for stage in runs.course)
    yield from _render_options(runs.options)
    if runs.pattern.scenes:
        yield from _render_pattern(runs.pattern)


def _render_counts(title: str, counts: Mapping[str, int], total: int) -> Iterator[str]:
    yield from ("", title)
    yield from (f"  {n:5d}  {_render_decimal(100 * n / total):>5} %  {name}" for name, n in counts.items())


def _render_decimal(value: float) -> str:
    """Return a figure with one decimal, as the language writes it; nothing below nothing."""
    return format_number(round(value, 1) + 0.0, 1)


def _render_quartiles(name: str, spread: Quartiles) -> str:
    return (
        "  " + " ".join(f"{_render_decimal(v):>8}" for v in (spread.lower, spread.median, spread.upper)) + f"  {name}"
    )


def _render_lasting(percentiles: Mapping[str, int]) -> Iterator[str]:
    """Yield percentiles of the sum on which the endings' thresholds are set."""
    yield from (
        "",
        _("{sum} over the year: so many plays lie below", sum=" + ".join(map(vocabulary.name_stock, LASTING))),
    )
    yield "  " + " · ".join(f"{percent} %: {value}" for percent, value in percentiles.items())


def _render_options(options: tuple[OptionValue, ...]) -> Iterator[str]:
    """Yield a table of all options, the best of each scene marked."""
    yield from ("", _("Options: the mean F of the plays in which each was enacted, * the best of its scene"))
    heads = (_("place"), _("length"), _("plays"), "F", "±", _("to the best"))
    yield f"  {'':24} {'':11}" + _render_cells(*heads)
    scene = ""
    for row in options:
        if row.scene != scene:
            scene = row.scene
            yield f"  {scene}"
        cells = (row.place, row.length, row.enacted, row.f, row.error, None if row.best else row.behind)
        yield f"  {'*' if row.best else ' '} {row.option:22} {vocabulary.name_tone(row.tone):11}" + _render_cells(
            *map(_render_figure, cells)
        )
    yield _("  ± is the standard error: what is less may be luck. A synthesis has no place.")


def _render_cells(*cells: str) -> str:
    """Align six cells of a table."""
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, (6, 8, 7, 7, 6, 13), strict=True))


def _render_figure(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else _render_decimal(value)


def _render_pattern(found: BestOptionPattern) -> Iterator[str]:
    """Yield in how many scenes which kind of option is best, beside the bounds for a good crisis, without a verdict.

    The shares are those of the rules A2, A4, A6 and A7 of the guide's craft, for random players.
    """
    tone = _("the best sounds {tone} ({asked})")
    place = _("the best stands in place {place} (in 45 % at most)")
    counts = {
        _("the longest option is the best (in half at most)"): found.longest,
        tone.format(tone=vocabulary.name_tone("warm"), asked=_("in 40 % at most")): found.tones["warm"],
        tone.format(tone=vocabulary.name_tone("neutral"), asked=_("in 60 % at most")): found.tones["neutral"],
        tone.format(tone=vocabulary.name_tone("hard"), asked=_("in 15 to 45 %")): found.tones["hard"],
        **{place.format(place=number): n for number, n in found.places.items()},
        _("the second best is less than 15 % of F's range behind (in all)"): found.near,
        _("the second best is more than 25 % of F's range behind (in none)"): found.far,
    }
    yield from ("", _("What is the best in how many scenes (asked for with random in both chairs)"))
    yield from (_("  {n} of {all}  {what}", n=f"{n:3d}", all=found.scenes, what=what) for what, n in counts.items())
    low, high = _render_figure(found.low), _render_figure(found.high)
    yield _("  F's range is from its 5th to its 95th percentile: {low} to {high}.", low=low, high=high)


def _render_bot_table(rows: list[BotTableRow], fixed: dict[Chair, str], scenes: list[str]) -> Iterator[str]:
    """Yield two tables: how each bot's games ended, and where they stood as each scene opened."""
    plays = rows[0].runs.count
    yield ngettext("{n} play a row, the same seeds", "{n} plays a row, the same seeds", plays) + _render_fixed_bots(
        fixed
    )
    yield f"{'':10}{'F':>7}" + "".join(f"{vocabulary.name_ending_tier(tier):>10}" for tier in TIERS)
    for row in rows:
        shares = [_render_decimal(100 * row.runs.tiers.get(tier, 0) / plays) for tier in TIERS]
        yield f"{row.bot:10}{_render_decimal(row.runs.f.median):>7}" + "".join(f"{share:>8} %" for share in shares)
    yield from _render_progress_by_scene(rows, scenes)


def _render_fixed_bots(fixed: dict[Chair, str]) -> str:
    return "".join(f", {vocabulary.name_chair(chair)} {bot}" for chair, bot in fixed.items())


def _render_progress_by_scene(rows: list[BotTableRow], scenes: list[str]) -> Iterator[str]:
    """Yield the medians of F by scene: what pays early and what pays in the end."""
    yield from ("", _("Median of F as each scene opens, at the end of play, and over the year after"))
    heads = [*map(str, range(1, len(scenes) + 1)), _("end"), _("year")]
    yield f"{'':10}" + "".join(f"{head:>6}" for head in heads)
    for row in rows:
        medians = {stage.scene: _render_decimal(stage.f.median) for stage in row.runs.course}
        cells = [*(medians.get(scene, "-") for scene in (*scenes, END)), _render_decimal(row.runs.f.median)]
        yield f"{row.bot:10}" + "".join(f"{cell:>6}" for cell in cells)
    yield from (f"  {number} {scene}" for number, scene in enumerate(scenes, start=1))
