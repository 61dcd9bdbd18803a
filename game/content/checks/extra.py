"""Checks that need another part of the game: pages laid out for a small screen, and plays followed to their end.

Content knows neither screens nor play, so the caller hands in a function: a `Measure`, a `Prove` or a `Judge`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic, Place
from game.content.freeze import freeze_scenario
from game.content.outline import list_wordings
from game.content.people import lend_texts, list_lent_paths
from game.content.safe_input import render_excerpt
from game.content.yaml.positions import Path
from game.engine.scenario import Scenario, Texts
from game.engine.stocks import Chair

Page = Literal["decide", "say", "read", "reveal", "consequence"]
"""The kinds of pages: decide, say facts before deciding, read, see the first picks, read the consequence."""
LEAST: Final = 3
"""How many lines of the scene must be visible beside the fixed parts."""


_NAMES: Final[dict[Page, str]] = {
    "decide": "to decide on",
    "say": "on which facts are said",
    "read": "to read",
    "reveal": "with both first picks",
    "consequence": "after the decision",
}


@dataclass(frozen=True, slots=True)
class PagePart:
    """The lines that texts of one kind take on a page, empty lines included."""

    name: str
    lines: int


@dataclass(frozen=True, slots=True)
class OverfullPage:
    """A page that needs more lines than the screen has.

    `path` is the text it belongs to, of its scene or of the chosen option; `chair` reads it.
    Of its `lines`, `fixed` stay in place while the rest scrolls. `parts` breaks down the lines that are too many, all
    or only the fixed ones; the text at `shorten` is the easiest to shorten, by `characters` (0: that text alone is
    not enough).
    """

    page: Page
    path: str
    language: str
    chair: Chair
    lines: int
    fixed: int
    room: int
    parts: tuple[PagePart, ...] = ()
    shorten: str = ""
    characters: int = 0

    @property
    def unfit(self) -> bool:
        """Whether the fixed parts leave too little of the scene visible."""
        return self.fixed + LEAST > self.room


Measure = Callable[[Scenario, Texts], Iterable[OverfullPage]]
"""Lays out every page of a crisis in every language and returns those that do not fit."""


def check_page_fit(subject: Subject, measure: Measure) -> Iterator[Diagnostic]:
    """Yield pages that do not fit; the crisis must be playable."""
    if subject.model is None:
        return
    people = [person.id for person in subject.outline.people]
    lent = dict(list_lent_paths(subject.model))
    source = lend_texts({wording.path: wording.text for wording in list_wordings(subject.document.value)}, lent)
    tables = {
        name: lend_texts({**subject.lent_texts.get(name, {}), **one.build_text_table(subject.wordings, people)}, lent)
        for name, one in subject.catalogues.items()
        if one.entries
    }
    texts = Texts(subject.model.language, {**tables, subject.model.language: source})
    pages: dict[tuple[str, str, str], list[OverfullPage]] = {}
    for page in measure(freeze_scenario(subject.model, subject.guards), texts):
        pages.setdefault((page.path, page.page, page.language), []).append(page)
    for (path, kind, language), same in pages.items():
        told = language != subject.model.language and (path, kind, subject.model.language) in pages
        if told and all(_is_untranslated(page, source, tables.get(language, {})) for page in same):
            continue
        yield _report_overfull_page(
            subject, max(same, key=lambda page: (page.fixed, page.lines)), [page.chair for page in same]
        )


def _is_untranslated(page: OverfullPage, source: Mapping[str, str], table: Mapping[str, str]) -> bool:
    """Whether the text to shorten is the untranslated source, so that it is reported there."""
    path = page.shorten or page.path
    return table.get(path, source.get(path)) == source.get(path)


def _report_overfull_page(subject: Subject, page: OverfullPage, chairs: list[Chair]) -> Diagnostic:
    readers = " or ".join(chair.upper() for chair in chairs)
    owner, language = _render_page_owner(page), render_excerpt(page.language)
    where = f"'{owner}', the page {_NAMES[page.page]}, read by the {readers} in {language}"
    parts = ", ".join(f"{part.name} {part.lines}" for part in page.parts)
    over = (page.fixed + LEAST if page.unfit else page.lines) - page.room
    if page.unfit:
        message = f"{where}: {page.fixed} of {page.room} lines are fixed, too few are left to scroll: {parts}"
        return build_diagnostic(
            "T121", _locate_text_to_shorten(subject, page), message, _suggest_shortening(page, over)
        )
    message = f"{where}: {page.lines} lines where {page.room} fit: {parts}"
    return build_diagnostic("T122", _locate_text_to_shorten(subject, page), message, _suggest_shortening(page, over))


def _render_page_owner(page: OverfullPage) -> str:
    """Return the scene, or `scene.option`, that a page belongs to."""
    return ".".join(page.path.split(".")[1:-1:2])


def _suggest_shortening(page: OverfullPage, over: int) -> str:
    if page.characters:
        return f"shorten this by {page.characters} characters"
    return f"shorten its texts by {over} lines; this is the longest one"


def _locate_text_to_shorten(subject: Subject, page: OverfullPage) -> Place:
    """Return the place of the text to shorten, in the scenario or in the translation."""
    source = subject.model.language if subject.model else page.language
    catalogue = subject.catalogues.get(page.language)
    path = page.shorten or page.path
    entry = catalogue.entries.get(path) if catalogue and page.language != source else None
    if catalogue and entry:
        return catalogue.locate_keyword(path, "msgstr")
    at = next((wording.at for wording in subject.wordings if wording.path == path), ())
    return subject.document.locate_value(at)


@dataclass(frozen=True, slots=True)
class SettledCondition:
    """A condition that never holds where it is read, or always does; `why` gives the range of its names there.

    `at` is the place of the condition in the scenario's file.
    """

    at: Path
    holds: bool
    why: str


Prove = Callable[[Scenario], Iterable[SettledCondition]]
"""Follows all plays of a crisis and returns the conditions that are settled."""


def check_settled_conditions(subject: Subject, prove: Prove) -> Iterator[Diagnostic]:
    """Yield conditions that are settled; the crisis must be playable."""
    if subject.model is None:
        return
    written = {condition.at: condition.text for condition in subject.outline.conditions}
    for one in prove(freeze_scenario(subject.model, subject.guards)):
        text = render_excerpt(" ".join(written.get(one.at, "").split()), _LONGEST)
        why = f": {one.why}" if one.why else ""
        place = subject.document.locate_value(one.at)
        if one.holds:
            yield build_diagnostic(
                "G105", place, f"'{text}' always holds here{why}", "remove 'when', or make it stricter"
            )
        else:
            hint = "test for something that can be true by then, or remove it"
            yield build_diagnostic("G104", place, f"'{text}' can never hold here{why}", hint)


_LONGEST = 100


@dataclass(frozen=True, slots=True)
class StaticFinding:
    """What the numbers of a crisis give away without playing: the rule, the place in the file, and the words."""

    code: str
    at: Path
    message: str
    hint: str


Judge = Callable[[Scenario], Iterable[StaticFinding]]
"""Weighs the options of a crisis in every world and tells what that shows."""


def check_static_judgement(subject: Subject, judge: Judge) -> Iterator[Diagnostic]:
    """Yield what a crisis gives away without playing; needs one that can be played."""
    if subject.model is None:
        return
    for one in judge(freeze_scenario(subject.model, subject.guards)):
        yield build_diagnostic(one.code, subject.document.locate_value(one.at), one.message, one.hint)
