"""Walking the format's types: which fields may stand at a place, and every field there is.

Messages about unknown fields need the first, the documentation and its test the second.
"""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from game.content.schema import ScenarioSchema
from game.content.yaml.positions import Path


def list_known_fields(value: Any, path: Path) -> list[str]:
    """Return the names of the fields that may stand in the group at a path of a document's root value."""
    types: list[Any] = [ScenarioSchema]
    for part in path:
        value = value[part]
        types = [inner for kind in types for inner in _list_inner_types(kind, part)]
    return [name for kind in types for name in _list_field_names(kind)]


def list_all_fields() -> Iterator[tuple[str, str, str]]:
    """Yield the group, the name and the description of every field of the format, groups in order of appearance."""
    seen: dict[type[BaseModel], None] = {ScenarioSchema: None}
    queue = [ScenarioSchema]
    while queue:
        group: type[BaseModel] = queue.pop(0)
        for name, info in group.model_fields.items():
            yield group.__name__.removesuffix("Schema"), name, info.description or ""
            for inner in _list_groups(info.annotation):
                if inner not in seen:
                    seen[inner] = None
                    queue.append(inner)  # type: ignore[arg-type]


def _list_groups(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
        if extra := kind.__annotations__.get("__pydantic_extra__"):
            yield from _list_groups(extra)
        return
    if get_origin(kind) is not Literal:
        for inner in get_args(kind):
            yield from _list_groups(inner)


def _list_inner_types(kind: Any, part: str | int) -> Iterator[Any]:
    """Yield the types that the value under a key or index may have."""
    for plain in _list_alternatives(kind):
        arguments = get_args(plain)
        if isinstance(part, int):
            if get_origin(plain) is list:
                yield arguments[0]
        elif get_origin(plain) is dict:
            yield arguments[1]
        elif isinstance(plain, type) and issubclass(plain, BaseModel):
            if info := plain.model_fields.get(part):
                yield info.annotation
            elif extra := plain.__annotations__.get("__pydantic_extra__"):
                yield get_args(extra)[1]


def _list_alternatives(kind: Any) -> Iterator[Any]:
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _list_alternatives(get_args(kind)[0])
    elif origin in {Union, UnionType}:
        for inner in get_args(kind):
            yield from _list_alternatives(inner)
    else:
        yield kind


def _list_field_names(kind: Any) -> list[str]:
    for plain in _list_alternatives(kind):
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            return list(plain.model_fields)
    return []
