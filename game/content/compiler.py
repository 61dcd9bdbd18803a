"""From a scenario's files to what can be played: the frozen crisis and its texts in every language.

`load_scenario` is for playing: it raises when the crisis can't be played. `load_manuscript` is for writing: it
returns whatever can be played so far, together with everything that is wrong.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from game.content.checker import SOURCE, check_file, check_subject, list_scenario_files
from game.content.checks.rule import Level, Subject
from game.content.diagnostic import Diagnostic, ScenarioError, list_errors, sort_diagnostics
from game.content.freeze import freeze_scenario
from game.content.outline import Declaration, Wording, as_list
from game.content.people import borrow_people, lend_texts, list_lent_paths
from game.content.safe_input import UnreadableError, read_bytes
from game.content.translations import list_translation_files, parse_catalogue
from game.content.yaml import positions
from game.content.yaml.positions import build_file_diagnostic
from game.content.yaml.reader import parse_document
from game.engine.scenario import Scenario, Texts


@dataclass(frozen=True, slots=True)
class LoadedScenario:
    """A scenario ready to be played.

    `source` is the file as it was read, with the people it borrows, `digest` its SHA-256 in hex, `translations` the
    bytes of the PO files by language; `diagnostics` are the problems that don't keep it from being played.
    """

    scenario: Scenario
    texts: Texts
    source: bytes
    digest: str
    translations: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


def load_scenario(path: Path) -> LoadedScenario:
    """Load a scenario from its file or its folder, with the translations beside it.

    Raises:
        ScenarioError: where it cannot be played, with every reason.
    """
    file = path / SOURCE if os.path.isdir(path) else path  # noqa: PTH112 -- Path.is_dir raises on a name too long
    try:
        source = read_bytes(file)
    except UnreadableError as problem:
        raise ScenarioError([build_file_diagnostic(str(file), problem)]) from None
    translations: dict[str, bytes] = {}
    unread: list[Diagnostic] = []
    for translation in list_translation_files(file):
        try:
            translations[translation.stem] = read_bytes(translation)
        except UnreadableError as problem:
            unread.append(build_file_diagnostic(str(translation), problem))
    whole = borrow_people(file, source, translations)
    return compile_scenario(whole.source, whole.translations, file, tuple(unread))


def compile_scenario(
    source: bytes, translations: Mapping[str, bytes], file: Path, noted: tuple[Diagnostic, ...] = ()
) -> LoadedScenario:
    """Load a scenario from bytes, such as the copy in a save; `file` is its name in messages.

    Raises:
        ScenarioError: where it cannot be played, with every reason.
    """
    document = parse_document(source, str(file))
    subject = Subject(file, document)
    found = check_subject(subject, "load")
    if list_errors(found) or subject.model is None:
        raise ScenarioError(found)
    return LoadedScenario(
        scenario=freeze_scenario(subject.model, subject.guards),
        texts=_build_texts(subject, translations),
        source=source,
        digest=sha256(source).hexdigest(),
        translations=dict(translations),
        diagnostics=(*found, *noted),
    )


def _build_texts(subject: Subject, translations: Mapping[str, bytes]) -> Texts:
    assert subject.model is not None
    language = subject.model.language
    people = [person.id for person in subject.outline.people]
    borrowed = dict(list_lent_paths(subject.model))
    tables = _TranslationTables(subject.wordings, people, language, translations, borrowed)
    return Texts(language, tables)


class _TranslationTables(Mapping[str, Mapping[str, str]]):
    """Texts by language; a translation is read when its language is first asked for."""

    def __init__(
        self,
        texts: tuple[Wording, ...],
        people: list[str],
        source: str,
        translations: Mapping[str, bytes],
        borrowed: Mapping[str, str],
    ) -> None:
        self._borrowed = borrowed
        self._texts = texts
        self._people = people
        self._translations = {name: content for name, content in translations.items() if name != source}
        self._ready: dict[str, Mapping[str, str]] = {
            source: lend_texts({wording.path: wording.text for wording in texts}, borrowed)
        }

    def __getitem__(self, language: str) -> Mapping[str, str]:
        if language not in self._ready:
            catalogue = parse_catalogue(self._translations[language], language, f"{language}.po")
            self._ready[language] = lend_texts(catalogue.build_text_table(self._texts, self._people), self._borrowed)
        return self._ready[language]

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._ready, *self._translations)))

    def __len__(self) -> int:
        return len(set(self._ready) | set(self._translations))


__all__ = ["LoadedScenario", "ScenarioError", "compile_scenario", "load_scenario"]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A snapshot of a crisis that is being written.

    Attributes:
        loaded: what can be played; None where it is too broken for that.
        problems: everything that `tandem check` says of it, sorted.
        lines: the lines of the conditions by what they stand at: the path of an option or an ending, or the path of an
            option or a scene with `.then.<number>` for the ways on from there.
    """

    loaded: LoadedScenario | None
    problems: tuple[Diagnostic, ...]
    lines: Mapping[str, int]


def load_manuscript(path: Path, level: Level = "play") -> Manuscript:
    """Read a crisis from its file or folder, as strictly as asked; problems are returned, never raised."""
    file = list_scenario_files(path)[0]
    subject, problems = check_file(file, level)
    try:
        return Manuscript(load_scenario(file), tuple(problems), dict(_list_condition_lines(subject)))
    except ScenarioError as error:
        return Manuscript(None, tuple(sort_diagnostics((*problems, *error.diagnostics))), {})


def _list_condition_lines(subject: Subject) -> Iterator[tuple[str, int]]:
    outline = subject.outline
    owners = [(f"scenes.{scene.id}", scene) for scene in outline.scenes]
    owners += [(f"scenes.{option.scene}.options.{option.id}", option) for option in outline.options]
    owners += [(f"endings.{ending.id}", ending) for ending in outline.endings]
    for path, owner in owners:
        for name, at in _list_condition_paths(path, owner):
            if isinstance(subject.document.find_value(at), str):
                yield name, subject.document.locate_value(at).line


def _list_condition_paths(path: str, owner: Declaration) -> Iterator[tuple[str, positions.Path]]:
    yield path, (*owner.at, "when")
    for number, _branch in enumerate(as_list(owner.raw.get("then"))):
        yield f"{path}.then.{number}", (*owner.at, "then", number, "when")
