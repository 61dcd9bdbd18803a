"""People whose key is not an id: told once, and then known by one wherever they are named."""

from collections.abc import Iterator
from typing import Final

from game.content.checks.fields import ID_HINT, is_condition_name, normalize_id
from game.content.checks.rule import Subject, build_diagnostic
from game.content.diagnostic import Diagnostic
from game.content.outline import Declaration, as_fields, list_wordings
from game.content.safe_input import render_excerpt

_MOST_RENAMED: Final = 10
"""People with a wrong id who are known by a right one: each takes a walk through the whole file."""


def check_person_ids(subject: Subject) -> Iterator[Diagnostic]:
    """Yield people whose key is not an id; each is then taken by an id that is free, wherever it is named."""
    wrong = [person for person in subject.outline.people if not is_condition_name(person.id)]
    for number, person in enumerate(wrong):
        place, meant = subject.document.locate_key(person.at), normalize_id(person.id)
        if number < _MOST_RENAMED:
            taken = as_fields(as_fields(subject.document.value).get("cast"))
            _rename_person(subject, person, meant if meant and meant not in taken else f"person_{len(taken)}_{number}")
        message = f"'{render_excerpt(person.id)}' is not a valid id"
        yield build_diagnostic("F106", place, message, ID_HINT, nearest=meant)


def _rename_person(subject: Subject, person: Declaration, name: str) -> None:
    """Give a person another id, in the cast, in every field that names somebody and in the braces of every text."""
    document = subject.document
    references = [one.at for one in subject.outline.references if one.kind == "person" and one.target == person.id]
    texts = [one for one in list_wordings(document.value) if f"{{{person.id}}}" in one.text]
    for wording in texts:
        document.find_value(wording.at[:-1])[wording.at[-1]] = wording.text.replace(f"{{{person.id}}}", f"{{{name}}}")
    for at in references:
        document.replace_value(at, name)
    document.rename_key(person.at, name)
    subject.unresolved.add("cast")
    subject.refresh_outline()
