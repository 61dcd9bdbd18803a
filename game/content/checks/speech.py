"""Family L, speech: what a chair says is its own words to the other; what only it reads is thought, not address."""

import re
from collections.abc import Iterator
from typing import Any, Final

from game.content.checks.rule import Subject, build_diagnostic
from game.content.checks.texts import SPEECH, YOU, LocalizedText, list_localized_texts
from game.content.diagnostic import Diagnostic
from game.content.markup import list_persons
from game.content.outline import as_fields
from game.content.safe_input import render_excerpt
from game.engine.stocks import CHAIRS, Chair, other_chair

_OPENING: Final = ("“", "«", "„", '"', "‘", "*“")
_SAID: Final = re.compile(r"(?:^|\.)spoken(?:\.\w+)?$")
_REASONED: Final = re.compile(r"^cast\.(ceo|cto)\.(?:reasons|spoken|goals\.\w+\.spoken)\b|\.why\.(ceo|cto)$")
_PRIVATE: Final = re.compile(r"^facts\.\w+\.text$|\.private\.(?:ceo|cto)\b")
_INNER: Final = re.compile(r"‘[^’]*’")
_STRANGERS: Final = re.compile(rf"\b(?:tôi|mày|tao)\b|{YOU['vi'].pattern}", re.IGNORECASE)
"""How two people of one table never call themselves or each other."""
_POLITE: Final = re.compile(r"\b(?:ạ|dạ|vâng|thưa|nhé|nhỉ|đâu|thôi)\b", re.IGNORECASE)
_CAPITAL: Final = "[A-ZĐÁÀẢÃẠÂĂÉÊÍÓÔƠÚƯÝ]"
"""What follows a name that is only the beginning of one, as in "Hà Nội"."""
_SENTENCE: Final = re.compile(r"[.?!…]+(?=[\s”]|$)")


def check_speech(subject: Subject) -> Iterator[Diagnostic]:
    """Yield speech without quotation marks or in which the speaker names itself, and the wrong address."""
    tables = as_fields(as_fields(subject.document.value).get("address"))
    for text in list_localized_texts(subject):
        speakers = _find_speakers(subject, text)
        if _SAID.search(text.path) and not text.plain.lstrip().startswith(_OPENING):
            yield _report(text, "L112", f"'{text.path}' is spoken, and has no quotation marks", "begin it with “")
        for speaker in speakers:
            yield from _check_own_name(text, speaker)
        if text.path.startswith("facts.") and text.path.endswith(".told") and text.plain.startswith(_OPENING):
            yield _report(text, "L115", f"'{text.path}' is told, and stands in quotation marks", "move it to 'spoken'")
        if text.language in tables:
            yield from _check_address(text, speakers, as_fields(tables[text.language]))


def _report(text: LocalizedText, code: str, message: str, hint: str) -> Diagnostic:
    where = "" if text.catalogue is None else f" in {render_excerpt(text.language)}"
    return build_diagnostic(code, text.locate_span(), message + where, hint)


def _find_speakers(subject: Subject, text: LocalizedText) -> tuple[Chair, ...]:
    """Return who says a text to the other chair: either of the two an objection, nobody what is no such speech."""
    if text.path.endswith(".objection"):
        return CHAIRS
    if found := _REASONED.search(text.path):
        return _as_chairs(found[1] or found[2])
    if not _SAID.search(text.path):
        return ()
    value: Any = subject.document.value
    holders = [value]
    for step in text.wording.at[:-1]:
        value = value[step]
        holders.append(value)
    return _as_chairs(next((one[key] for one in reversed(holders) for key in ("by", "held") if key in one), ""))


def _as_chairs(name: object) -> tuple[Chair, ...]:
    return tuple(chair for chair in CHAIRS if chair == name)


def _check_own_name(text: LocalizedText, speaker: Chair) -> Iterator[Diagnostic]:
    person = as_fields(as_fields(as_fields(text.subject.document.value).get("cast")).get(speaker))
    profile = as_fields(as_fields(as_fields(text.subject.document.value).get("people")).get(str(person.get("person"))))
    name = str(person.get("name") or profile.get("name") or speaker)
    named = any(person_id == speaker for _, person_id in list_persons(text.text))
    if named or re.search(rf"(?<!\w){re.escape(name)}(?!\w| {_CAPITAL})", text.plain):
        whose = "either chair may say" if text.path.endswith(".objection") else f"the {speaker.upper()} says"
        message = f"{whose} '{text.path}', which names the {speaker.upper()}"
        yield _report(text, "L113", message, "nobody calls themselves by name")


def _check_address(text: LocalizedText, speakers: tuple[Chair, ...], table: dict[str, Any]) -> Iterator[Diagnostic]:
    """Check a text of a language in which a table says how people address each other."""
    you = YOU.get(text.language)
    if _PRIVATE.search(text.path) and you is not None and you.search(SPEECH.sub("", text.plain)):
        yield _report(text, "L114", f"'{text.path}' is private, and addresses its reader", "write it as a thought")
    if not speakers:
        return
    said = _INNER.sub("", text.plain)
    if text.language == "vi" and (stranger := _STRANGERS.search(said)):
        message = f"'{text.path}' says '{stranger[0].lower()}', as between strangers"
        yield _report(text, "L116", message, "use the words of 'address'")
    if text.language == "vi" and len(speakers) == 1 and len(_SENTENCE.findall(said)) > 1:
        yield from _check_respect(text, said, speakers[0], table)


def _check_respect(text: LocalizedText, said: str, speaker: Chair, table: dict[str, Any]) -> Iterator[Diagnostic]:
    """Check that a junior who says two sentences to the elder shows it with one word at least."""
    cast = as_fields(as_fields(text.subject.document.value).get("cast"))
    mine, theirs = (str(as_fields(cast.get(c)).get("person") or c) for c in (speaker, other_chair(speaker)))
    order = [str(one) for one in table.get("order") or ()]
    if not {mine, theirs} <= set(order) or order.index(mine) < order.index(theirs):
        return
    kin = str(as_fields(table.get("kin")).get(theirs, ""))
    if not (_POLITE.search(said) or (kin and re.search(rf"\b{re.escape(kin)}\b", said, re.IGNORECASE))):
        message = f"the junior says '{text.path}' without a word of respect"
        yield _report(text, "L117", message, "an 'ạ', or the elder's own word")
