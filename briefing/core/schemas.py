"""The JSON Schemas of a card and of library.yaml, with which other editors complete and check.

They say all that JSON Schema can say of one file. What they cannot say (the sources and
paragraphs of library.yaml, topics of the edition before, the YAML dialect) is left to
``briefing check``.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from briefing.core.card import Card, Library, Model, key_of
from briefing.core.validation import adapter

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import core_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def card_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a card file, for editors such as VS Code."""
    return _schema(Card)


def library_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a library.yaml."""
    return _schema(Library)


def json_schema_of(
    rule: str, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
) -> dict[str, Any]:
    """The JSON Schema of a value under a rule of ``card``."""
    if rule == "maybe":
        return {"anyOf": [handler(schema), {"type": "null"}]}
    if rule == "sources":
        return {**handler(schema), "propertyNames": deepcopy(_WRITTEN["line"])}
    return deepcopy(_WRITTEN.get(rule)) or handler(schema)  # pydantic writes into what it is given


def _schema(model: type[Model]) -> dict[str, Any]:
    schema = adapter(model).json_schema(by_alias=True)  # type: ignore[arg-type]
    models = {each.__name__: each for each in Model.__subclasses__()}
    parts = schema["$defs"]
    for name, found in {**parts, model.__name__: schema}.items():
        # Says nothing that is new to JSON Schema; to editors, that a key such as 5 or ~ is none.
        found["propertyNames"] = {"type": "string"}
        for each in fields(models[name]):  # type: ignore[arg-type]
            key, said = key_of(each), each.metadata["description"]
            found["properties"][key] = {
                **_plain(found["properties"][key], parts),
                "description": said,
            }
    return {"$schema": DIALECT, **schema}


def _plain(value: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """A key's schema as editors show it best.

    Titles say the key again, and a default is what nobody needs to type: editors offer both.
    What may be nothing or of one type is written so, for editors complete no alternatives.
    """
    kept = {key: part for key, part in value.items() if key not in {"title", "default"}}
    match kept.get("anyOf"):
        case [some, {"type": "null"}]:
            del kept["anyOf"]
            if "$ref" in some:
                some = parts.pop(some["$ref"].rpartition("/")[2])
            kept |= {**some, "type": [some["type"], "null"]}
            if "enum" in some:
                kept["enum"] = [*some["enum"], None]
    return kept


def _matching(pattern: str, message: str) -> dict[str, Any]:
    """Text that a pattern finds. Editors of VS Code's kin show the message, others the pattern."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": message}


_UNSEEN = (
    r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f"
    r"\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
)
_WITHOUT = r"^(?![\s\S]*[{}])"
_SOMETHING = r"[\s\S]*\S"
_YEAR = "(?!0000)[0-9]{4}"
_LEAP_YEAR = (
    "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"  # not 0000
)
_DAY = (
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8])"
)
_DATE = f"^({_YEAR}(-(0[1-9]|1[0-2]|{_DAY}))?|{_LEAP_YEAR}-02-29)$"

_PARAGRAPH = {"type": "integer", "minimum": 1}
_WRITTEN: dict[str, dict[str, Any]] = {
    "text": _matching(
        _WITHOUT.format(_UNSEEN) + _SOMETHING, "Write something, with no invisible characters."
    ),
    "line": _matching(
        _WITHOUT.format(_UNSEEN + r"\n\r") + _SOMETHING,
        "Write something on one line, with no invisible characters.",
    ),
    "blank": {
        **_matching(_WITHOUT.format(_UNSEEN), "Write no invisible characters."),
        "type": ["string", "null"],
    },
    "date": {
        "anyOf": [
            _matching(
                _DATE, "Write 2004, 2004-02 or 2004-02-25: as precise as the source is, no more."
            ),
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]
    },
    "paragraphs": {"anyOf": [_PARAGRAPH, {"type": "array", "items": _PARAGRAPH, "minItems": 1}]},
    "code": _matching("^[A-Z]{2}$", "Write two capital letters of ISO 3166-1, such as GE."),
    "sha256": _matching(
        "^[0-9a-f]{64}$", "Write 64 hexadecimal digits in lower case, as sha256sum prints them."
    ),
}
