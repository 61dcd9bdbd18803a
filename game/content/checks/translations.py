"""Family L: translations that are missing, outdated or lost something; and how much of a crisis is translated."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from game.content.checks.quantities import find_changed_quantities
from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.scene_graph import SceneGraph
from game.content.checks.texts import count_words, report_bad_brace
from game.content.diagnostic import Diagnostic
from game.content.markup import list_odd_braces, list_persons, list_stray_marks, parse_spans, render_plain
from game.content.outline import Wording, as_fields
from game.content.safe_input import render_excerpt
from game.content.translations import Catalogue, Status
from game.content.yaml.positions import Path
from game.engine.conditions import NUMBERS, judge_condition

_MOST_NAMED: Final = 3
_WORDS: Final = 6
"""The number of words from which an identical text, or one without accents, is no coincidence."""
_MARKS: Final = {"**strong** words": "strong", "*emphasis*": "emphasis"}
_QUOTES: Final = str.maketrans("", "", "“”‘’…–—×·°€")
_SHORTEST: Final = 0.5
_LONGEST: Final = 2.0
_TELLING: Final = 40
_SHORTER: Final = 0.8
_LONGER: Final = 1.6
_WHOLE: Final = 300
"""The length of a part, in characters, from which its ratio is meaningful."""
_SPARSE: Final = 1.15
_WORDY: Final = 1.40
"""Vietnamese syllables an English word, over a scene: below the first it was clipped, above the second padded."""
_SCENE_WORDS: Final = 300
_TERM_USES: Final = 3
"""In how many texts a term must stand before it is asked how it is translated."""


def check_translation_files(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is wrong in each translation beside the scenario."""
    for catalogue in subject.catalogues.values():
        yield from catalogue.problems
        yield from _summarize_by_code(_check_catalogue(subject, catalogue))


def _check_catalogue(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    if catalogue.entries or not catalogue.problems:
        yield from _check_catalogue_gaps(subject, catalogue)
    people = {person.id: person.at for person in subject.outline.people}
    for wording in subject.wordings:
        if catalogue.compute_status(wording) == "done":
            yield from _check_faithfulness(catalogue, wording, people)
            yield from _check_untranslated_text(catalogue, wording)
            yield from _check_quantities(subject, catalogue, wording)
    yield from _check_part_lengths(subject, catalogue)
    yield from _check_syllables(subject, catalogue)
    yield from _check_term_use(subject, catalogue)


def _check_catalogue_gaps(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    missing = [wording for wording in subject.wordings if catalogue.compute_status(wording) == "missing"]
    if missing:
        names = ", ".join(render_excerpt(wording.path) for wording in missing[:_MOST_NAMED])
        more = "" if len(missing) <= _MOST_NAMED else f" and {len(missing) - _MOST_NAMED} more"
        place = subject.document.locate_value(missing[0].at)
        language = render_excerpt(catalogue.language)
        message = f"{len(missing)} of {len(subject.wordings)} texts are not in {language}: {names}{more}"
        yield build_diagnostic("L101", place, message, f"add them to {render_excerpt(catalogue.file)}")
    for wording in subject.wordings:
        status = catalogue.compute_status(wording)
        if status == "stale":
            yield build_diagnostic(
                "L102",
                catalogue.locate_keyword(wording.path, "msgid"),
                f"the source of '{wording.path}' has changed",
                _UPDATE,
            )
        elif status == "fuzzy":
            yield build_diagnostic(
                "L103", catalogue.locate_keyword(wording.path, "msgctxt"), f"'{wording.path}' is marked fuzzy", _LOOK
            )
    known = {wording.path for wording in subject.wordings}
    for path in catalogue.entries:
        if path not in known:
            yield build_diagnostic(
                "L106", catalogue.locate_keyword(path, "msgctxt"), f"there is no text '{render_excerpt(path)}'", _UPDATE
            )


_TOLD_EACH: Final = 10
"""Up to so many problems of a kind are listed one by one; more are summarized."""
_SUMMED: Final = {
    "L102": "the source of {n} texts has changed",
    "L103": "{n} texts are marked fuzzy",
    "L106": "{n} translations belong to texts that no longer exist",
    "L109": "{n} translations lost emphasis",
    "L110": "{n} translations are the source itself",
    "L111": "{n} translations have no accents",
    "L118": "{n} translations have other numbers or days than their sources",
}


def _summarize_by_code(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the problems of one file; kinds with too many problems are summarized as one."""
    by_code: dict[str, list[Diagnostic]] = {}
    for problem in problems:
        by_code.setdefault(problem.code, []).append(problem)
    for code, same in by_code.items():
        if code not in _SUMMED or len(same) <= _TOLD_EACH:
            yield from same
            continue
        first = same[0]
        names = ", ".join(_extract_quoted_name(problem) for problem in same[:_MOST_NAMED])
        message = f"{_SUMMED[code].format(n=len(same))}: {names} and {len(same) - _MOST_NAMED} more"
        yield build_diagnostic(code, first.place, message, first.hint)


def _extract_quoted_name(problem: Diagnostic) -> str:
    return problem.message.partition("'")[2].partition("'")[0]


def _check_faithfulness(catalogue: Catalogue, wording: Wording, people: Mapping[str, object]) -> Iterator[Diagnostic]:
    text = catalogue.entries[wording.path].text
    asked, given = ({name for _, name in list_persons(one)} for one in (wording.text, text))
    if asked != given:
        lost, extra = (", ".join(f"{{{name}}}" for name in sorted(names)) for names in (asked - given, given - asked))
        words = " and ".join([*([f"lost {lost}"] if lost else []), *([f"brought in {extra}"] if extra else [])])
        message = f"the translation of '{wording.path}' {words}"
        yield build_diagnostic(
            "L104", catalogue.locate_keyword(wording.path, "msgstr"), message, "name the same people"
        )
    for brace in list_odd_braces(text):
        yield report_bad_brace(brace, catalogue.locate_keyword(wording.path, "msgstr"), people)
    for stray in list_stray_marks(text):
        place = catalogue.locate_keyword(wording.path, "msgstr")
        yield build_diagnostic("T103", place, f"a '{stray.mark}' has no counterpart", "close it in the same paragraph")
    ratio = len(text) / len(wording.text)
    if len(wording.text) >= _TELLING and not _SHORTEST <= ratio <= _LONGEST:
        message = f"the translation of '{wording.path}' is {ratio:.1f} times as long as its source"
        yield build_diagnostic(
            "L107", catalogue.locate_keyword(wording.path, "msgstr"), message, "is anything lost or added?"
        )


def _check_untranslated_text(catalogue: Catalogue, wording: Wording) -> Iterator[Diagnostic]:
    """Report what only looks like a translation: a copy of the source, Vietnamese without accents, lost marks."""
    text, place = catalogue.entries[wording.path].text, catalogue.locate_keyword(wording.path, "msgstr")
    path, letters = render_excerpt(wording.path), render_plain(text, {})
    if len(wording.text.split()) >= _WORDS and text == wording.text:
        yield build_diagnostic("L110", place, f"the translation of '{path}' is the source itself", "translate it")
    elif catalogue.language == "vi" and len(letters.split()) >= _WORDS and letters.translate(_QUOTES).isascii():
        yield build_diagnostic(
            "L111", place, f"the translation of '{path}' has no accents", "write it with its accents"
        )
    lost = [name for name, kind in _MARKS.items() if _has_mark(wording.text, kind) and not _has_mark(text, kind)]
    if lost:
        message = f"the translation of '{path}' lost its {' and its '.join(lost)}"
        yield build_diagnostic("L109", place, message, "mark the same words in this language")


def _check_quantities(subject: Subject, catalogue: Catalogue, wording: Wording) -> Iterator[Diagnostic]:
    text = catalogue.entries[wording.path].text
    lost, extra = find_changed_quantities(wording.text, _get_source_language(subject), text, catalogue.language)
    if lost:
        there = f"has {_quote_all(extra)} for" if extra else "lacks"
        message = f"the translation of '{render_excerpt(wording.path)}' {there} {_quote_all(lost)}"
        yield build_diagnostic(
            "L118", catalogue.locate_keyword(wording.path, "msgstr"), message, "name the same numbers, times and days"
        )


def _get_source_language(subject: Subject) -> str:
    return str(as_fields(subject.document.value).get("language"))


def _quote_all(written: Iterable[str]) -> str:
    return ", ".join(f"'{render_excerpt(one)}'" for one in written)


def _has_mark(text: str, kind: str) -> bool:
    return any(getattr(span, kind) for span in parse_spans(text, {}))


def _check_part_lengths(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the lengths of whole parts: single lines may differ, a whole scene should not."""
    done = _list_done(subject, catalogue)
    for part, group in groupby(done, key=_extract_part_name):
        texts = list(group)
        before = sum(len(wording.text) for wording in texts)
        ratio = sum(len(catalogue.entries[wording.path].text) for wording in texts) / before
        if before >= _WHOLE and not _SHORTER <= ratio <= _LONGER:
            message = (
                f"the translation of '{render_excerpt(part)}' as a whole is {ratio:.1f} times as long as its source"
            )
            yield build_diagnostic(
                "L108", catalogue.locate_keyword(texts[0].path, "msgid"), message, "is anything lost or added?"
            )


def _list_done(subject: Subject, catalogue: Catalogue) -> list[Wording]:
    """Return the texts that are translated, and whose source stands."""
    return [wording for wording in subject.wordings if catalogue.compute_status(wording) == "done"]


def _check_syllables(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare how much is said in each scene of a translation into Vietnamese, whose short words hide it from L108."""
    if (_get_source_language(subject), catalogue.language) != ("en", "vi"):
        return
    done = _list_done(subject, catalogue)
    for part, group in groupby((one for one in done if one.path.startswith("scenes.")), key=_extract_part_name):
        texts = list(group)
        words = sum(count_words(render_plain(one.text, {})) for one in texts)
        syllables = sum(count_words(render_plain(catalogue.entries[one.path].text, {})) for one in texts)
        if words >= _SCENE_WORDS and not _SPARSE <= (ratio := syllables / words) <= _WORDY:
            message = f"'{render_excerpt(part)}' has {ratio:.2f} Vietnamese syllables for an English word"
            hint = "fill out the Vietnamese, or shorten the English" if ratio < _SPARSE else "say it in fewer syllables"
            yield build_diagnostic("L119", catalogue.locate_keyword(texts[0].path, "msgid"), message, hint)


def _check_term_use(subject: Subject, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that texts say a term of the glossary as the glossary does: it is what a player looks for there."""
    done = _list_done(subject, catalogue)
    prose = [wording for wording in done if not wording.path.startswith("glossary.")]
    for term in done:
        if not (term.path.startswith("glossary.") and term.path.endswith(".term")):
            continue
        meant, said = term.text, catalogue.entries[term.path].text
        with_term = [wording for wording in prose if _names_term(wording.text, meant)]
        others = [wording for wording in with_term if not _names_term(catalogue.entries[wording.path].text, said)]
        if len(with_term) >= _TERM_USES and len(others) * 2 > len(with_term):
            names = ", ".join(render_excerpt(wording.path) for wording in others[:_MOST_NAMED])
            message = (
                f"{len(others)} of {len(with_term)} texts with '{render_excerpt(meant)}' do not say "
                f"'{render_excerpt(said)}': {names}"
            )
            hint = "one word for one thing, in the glossary and in the texts"
            yield build_diagnostic("L120", catalogue.locate_keyword(term.path, "msgstr"), message, hint)


def _names_term(text: str, term: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?:e?s)?(?!\w)", text, re.IGNORECASE) is not None


def _extract_part_name(wording: Wording) -> str:
    steps = wording.path.split(".")
    return ".".join(steps[:2]) if steps[0] == "scenes" else steps[0]


_UPDATE: Final = "run `tandem i18n update`, then review it"
_LOOK: Final = "review it, then remove the mark"


@dataclass(frozen=True, slots=True)
class TranslationCoverage:
    """How far one language is translated; `unreachable` counts texts that no player can reach."""

    language: str
    reached: int
    open: tuple[tuple[Wording, Status], ...]
    unreachable: int

    @property
    def done(self) -> int:
        """How many reachable texts are translated."""
        return self.reached - len(self.open)

    def count_with_status(self, status: Status) -> int:
        """Return how many reachable texts have a status."""
        return self.done if status == "done" else sum(one == status for _wording, one in self.open)


def compute_coverage(subject: Subject, catalogue: Catalogue) -> TranslationCoverage:
    """Return what is translated; the subject's conditions must have been parsed (`check_file` does)."""
    closed = tuple(_list_unreachable_paths(subject))
    reached = [wording for wording in subject.wordings if not any(_is_below(wording.at, at) for at in closed)]
    statuses = [(wording, catalogue.compute_status(wording)) for wording in reached]
    waiting = tuple((wording, status) for wording, status in statuses if status != "done")
    return TranslationCoverage(catalogue.language, len(reached), waiting, len(subject.wordings) - len(reached))


def _is_below(at: Path, whole: Path) -> bool:
    return at[: len(whole)] == whole


def _list_unreachable_paths(subject: Subject) -> Iterator[Path]:
    """Yield where nobody comes: scenes that nothing leads to, and whatever has a condition that can never hold."""
    paths = SceneGraph(subject.outline)
    for scene_id, scene in paths.scenes.items():
        if scene_id not in paths.reached:
            yield scene.at
    for condition in subject.outline.conditions:
        guard = subject.guards.get(condition.text)
        never = guard is not None and judge_condition(guard, NUMBERS).holds is False
        if never and condition.at[-1] == "when":
            yield condition.at[:-1]
