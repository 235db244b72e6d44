"""The models of a library and its cards: one definition for reading, checking and JSON Schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictInt,
    StrictStr,
)
from pydantic import WithJsonSchema as JsonSchema
from pydantic_core import PydanticCustomError, core_schema

from briefing.core.dates import PartialDate
from briefing.core.scalars import INVISIBLE

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

CardKind = Literal["country", "territory", "bloc", "region"]
PointKind = Literal["fact", "assessment", "forecast", "warning"]
Change = Literal["kept", "developed", "softened", "hardened", "reversed"]
Voice = Literal["speaker", "summary"]

CHANGES: tuple[Change, ...] = get_args(Change)


def _no_blank(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("blank_text", "is empty")
    return value


def _all_visible(value: Any) -> Any:
    unseen = INVISIBLE.search(value) if isinstance(value, str) else None
    if unseen is not None:
        code = f"U+{ord(unseen.group()):04X}"
        raise PydanticCustomError("invisible", "holds {character}", {"character": code})
    return value


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and ("\n" in value or "\r" in value):
        raise PydanticCustomError("line_break", "has a line break")
    return value


def _as_date(value: Any) -> PartialDate:
    try:
        return PartialDate.parse(value)
    except ValueError:
        raise PydanticCustomError("date", "is not a date") from None


def _as_paragraphs(value: Any) -> Any:
    numbers = value if isinstance(value, list) else [value]
    wrong = [i for i, number in enumerate(numbers) if type(number) is not int or number < 1]
    if wrong or not numbers:
        raise PydanticCustomError("para", "is not a paragraph number", {"wrong": wrong})
    return tuple(numbers)


def _empty_text(value: Any) -> Any:
    return "" if value is None else value


def _empty_list(value: Any) -> Any:
    return () if value is None else value


class _Maybe:
    """Marks a list whose key may stand with nothing behind it: the empty list."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(_empty_list, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), {"type": "null"}]}


Text = Annotated[
    StrictStr, BeforeValidator(_all_visible), BeforeValidator(_no_blank), Field(min_length=1)
]
Line = Annotated[Text, BeforeValidator(_one_line)]
"""What names something: it is listed, lined up and looked for, and so stands on one line."""

Blank = Annotated[StrictStr, BeforeValidator(_all_visible), BeforeValidator(_empty_text)]
Date = Annotated[
    PartialDate,
    BeforeValidator(_as_date),
    PlainSerializer(str),
    JsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
]
Paragraphs = Annotated[
    tuple[StrictInt, ...],
    BeforeValidator(_as_paragraphs),
    JsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {"type": "array", "items": {"type": "integer", "minimum": 1}, "minItems": 1},
            ]
        }
    ),
]
CountryCode = Annotated[StrictStr, Field(pattern=r"^[A-Z]{2}$")]
Maybe = _Maybe()


class Model(BaseModel):
    """What all models share: unknown keys are errors, and a value never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def required(description: str, **more: Any) -> Any:
    """A required key with the description that editors show for it."""
    return Field(description=description, **more)


def optional(description: str, default: Any = None, **more: Any) -> Any:
    """A key that may be left out, with the description that editors show for it."""
    return Field(default=default, description=description, **more)


class Source(Model):
    """A dated talk (or its summary) from which cards are compiled."""

    title: Text = required("The source's own title, or the compiler's in [brackets].")
    kind: Text | None = optional("What it is, such as: talk summary.")
    speaker: Text = required("Who spoke; every quote is theirs unless it says otherwise.")
    role: Text | None = optional("The speaker's role at the time.")
    moderator: Text | None = optional("Who moderated.")
    publisher: Text | None = optional("Who published it.")
    prepared_by: Text | None = optional("Who wrote the summary.")
    date: Date = required("2004-02-25, 2004-02 or 2004: as precise as the source is, no more.")
    paragraphs: Annotated[StrictInt, Field(ge=1)] | None = optional(
        "Number of non-blank lines of the source text, headings counted."
    )
    sha256: Annotated[StrictStr, Field(pattern=r"^[0-9a-f]{64}$")] | None = optional(
        "SHA-256 of the text file against which the quotes were checked, in hexadecimal."
    )


class Library(Model):
    """What stands in library.yaml: the title, the sources and the order of the regions."""

    title: Line = required("The library's title, on screen and on paper.")
    about: Text | None = optional("What this library holds and how it was compiled.")
    language: Text = optional("Language tag (BCP 47), for PDFs and screen readers.", "en")
    marking: Blank = optional("Handling text at head and foot of each page; blank: none.", "")
    regions: Annotated[tuple[Line, ...], Maybe] = optional(
        "The regions in the order of the country list.", ()
    )
    sources: dict[Line, Source] = required("The sources by their ids.", min_length=1)


class Location(Model):
    """A place on the map, in degrees (WGS 84)."""

    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, strict=True)] = required(
        "Latitude in degrees, north positive."
    )
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, strict=True)] = required(
        "Longitude in degrees, east positive."
    )


class Point(Model):
    """A paraphrase of what a source says on one topic."""

    topic: Line = required("Short title; the same topic in two editions lines up in Compare.")
    kind: PointKind = required("fact, assessment, forecast or warning.")
    text: Text = required("The paraphrase, in the compiler's words.")
    para: Paragraphs = required("Paragraph number in the source, or a list of numbers.")
    change: Change | None = optional(
        "Only where the topic stands in the edition before: what became of it."
    )
    source: Text | None = optional("Another source than the edition's.")


class Quote(Model):
    """Verbatim words of a source."""

    text: Text = required("The words, letter for letter, without the outer quotation marks.")
    voice: Voice = required("speaker: in quotation marks in the source; summary: its own words.")
    speaker: Text | None = optional("Who said it; the source's speaker where left out.")
    para: Paragraphs = required("Paragraph number in the source, or a list of numbers.")
    source: Text | None = optional("Another source than the edition's.")


class Step(Model):
    """A recommended policy step. What the source leaves out is shown as not stated."""

    actor: Text = required("Who should act.")
    action: Text = required("What should be done; starts with a verb.")
    partner: Text | None = optional("With whom.", alias="with")
    condition: Text | None = optional("Under what condition.")
    why: Text | None = optional("The expected effect.")
    risk: Text | None = optional("What follows if it is not done.")
    para: Paragraphs = required("Paragraph number in the source, or a list of numbers.")
    source: Text | None = optional("Another source than the edition's.")


class Edition(Model):
    """What one source says of the card's subject."""

    source: Text = required("The id of a source in library.yaml.")
    bottom_line: Text = required("The compiler's reading, in one or two sentences.")
    changed: Text | None = optional("What moved since the edition before, in the compiler's voice.")
    points: Annotated[tuple[Point, ...], Maybe] = optional("Paraphrases of the source.", ())
    quotes: Annotated[tuple[Quote, ...], Maybe] = optional("Verbatim quotes.", ())
    steps: Annotated[tuple[Step, ...], Maybe] = optional("Steps, in the speaker's order.", ())


class Note(Model):
    """A note of the analyst's own, never mixed with what a source says."""

    date: Date = required("When the note was written.")
    by: Text = required("Who wrote it.")
    text: Text = required("The note.")


class Card(Model):
    """One briefing card: a country, territory, bloc or region."""

    name: Line = required("The name, as shown.")
    kind: CardKind = required("country, territory, bloc or region.")
    code: CountryCode | None = optional("ISO 3166-1 alpha-2 code; finds the outline on the map.")
    members: Annotated[tuple[CountryCode, ...], Maybe] = optional(
        "ISO codes of a bloc's or region's members, outlined on the map.", ()
    )
    location: Location | None = optional("A place on the map, for what has no code.")
    region: Line = required("One of the regions of library.yaml.")
    aliases: Annotated[tuple[Line, ...], Maybe] = optional("Other names that search finds.", ())
    see_also: Annotated[tuple[Line, ...], Maybe] = optional("Ids of related cards.", ())
    editions: Annotated[tuple[Edition, ...], Maybe] = optional("One for each source, at most.", ())
    notes: Annotated[tuple[Note, ...], Maybe] = optional("The analyst's own notes.", ())


def card_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a card file, for editors such as VS Code."""
    schema = Card.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
