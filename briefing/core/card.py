"""The models of a library and its cards: one definition for reading, checking and JSON Schema."""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, get_args

from briefing.core.dates import PartialDate

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import core_schema

CardKind = Literal["country", "territory", "bloc", "region"]
PointKind = Literal["fact", "assessment", "forecast", "warning"]
Change = Literal["kept", "developed", "softened", "hardened", "reversed"]
Voice = Literal["speaker", "summary"]

CHANGES: tuple[Change, ...] = get_args(Change)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value must be beyond its type.

    ``validation`` knows what each name stands for, ``schemas`` what JSON Schema can say of it.
    Only checking a file takes pydantic, which is slow to load: showing cards does without.
    """

    name: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        from briefing.core import validation  # noqa: PLC0415 - see the class

        return validation.core_schema_of(self.name, source, handler)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        from briefing.core import schemas  # noqa: PLC0415 - see the class

        return schemas.json_schema_of(self.name, schema, handler)


Text = Annotated[str, Rule("text")]
Line = Annotated[str, Rule("line")]
"""What names something: it is listed, lined up and looked for, and so stands on one line."""

Blank = Annotated[str, Rule("blank")]
Date = Annotated[PartialDate, Rule("date")]
Paragraphs = Annotated[tuple[int, ...], Rule("paragraphs")]
CountryCode = Annotated[str, Rule("code")]
Maybe = Rule("maybe")
"""Marks a list whose key may stand with nothing behind it: the empty list."""


def required(description: str) -> Any:
    """A required key with the description that editors show for it."""
    return field(metadata={"description": description})


def optional(description: str, default: Any = None, alias: str = "") -> Any:
    """A key that may be left out, with the description that editors show for it.

    ``alias`` is how it is written in a file where that is no name in Python.
    """
    alias_of = {"alias": alias} if alias else {}
    return field(default=default, metadata={"description": description, **alias_of})


def key_of(attribute: Field[Any]) -> str:
    """How a model's attribute is written in a file."""
    return str(attribute.metadata.get("alias", attribute.name))


class Model:
    """What all models share: unknown keys are errors, and a value never changes once read."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        from briefing.core import validation  # noqa: PLC0415 - as for rules

        return validation.core_schema_of_model(cls, handler(source))


@dataclass(frozen=True, slots=True, kw_only=True)
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
    paragraphs: Annotated[int, Rule("count")] | None = optional(
        "Number of non-blank lines of the source text, headings counted."
    )
    sha256: Annotated[str, Rule("sha256")] | None = optional(
        "SHA-256 of the text file against which the quotes were checked, in hexadecimal."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Library(Model):
    """What stands in library.yaml: the title, the sources and the order of the regions."""

    title: Line = required("The library's title, on screen and on paper.")
    about: Text | None = optional("What this library holds and how it was compiled.")
    language: Text = optional("Language tag (BCP 47), for PDFs and screen readers.", "en")
    marking: Blank = optional("Handling text at head and foot of each page; blank: none.", "")
    regions: Annotated[tuple[Line, ...], Maybe] = optional(
        "The regions in the order of the country list.", ()
    )
    sources: Annotated[dict[Line, Source], Rule("sources")] = required("The sources by their ids.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Model):
    """A place on the map, in degrees (WGS 84)."""

    lat: Annotated[float, Rule("latitude")] = required("Latitude in degrees, north positive.")
    lon: Annotated[float, Rule("longitude")] = required("Longitude in degrees, east positive.")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Model):
    """Verbatim words of a source."""

    text: Text = required("The words, letter for letter, without the outer quotation marks.")
    voice: Voice = required("speaker: in quotation marks in the source; summary: its own words.")
    speaker: Text | None = optional("Who said it; the source's speaker where left out.")
    para: Paragraphs = required("Paragraph number in the source, or a list of numbers.")
    source: Text | None = optional("Another source than the edition's.")


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Model):
    """What one source says of the card's subject."""

    source: Text = required("The id of a source in library.yaml.")
    bottom_line: Text = required("The compiler's reading, in one or two sentences.")
    changed: Text | None = optional("What moved since the edition before, in the compiler's voice.")
    points: Annotated[tuple[Point, ...], Maybe] = optional("Paraphrases of the source.", ())
    quotes: Annotated[tuple[Quote, ...], Maybe] = optional("Verbatim quotes.", ())
    steps: Annotated[tuple[Step, ...], Maybe] = optional("Steps, in the speaker's order.", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Model):
    """A note of the analyst's own, never mixed with what a source says."""

    date: Date = required("When the note was written.")
    by: Text = required("Who wrote it.")
    text: Text = required("The note.")


@dataclass(frozen=True, slots=True, kw_only=True)
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


def as_data(value: Any) -> Any:
    """A model, and all that it holds, as JSON-ready data with the keys of a file."""
    if isinstance(value, Model):
        keys = fields(value)  # type: ignore[arg-type]
        return {key_of(key): as_data(getattr(value, key.name)) for key in keys}
    if isinstance(value, tuple):
        return [as_data(part) for part in value]
    return str(value) if isinstance(value, PartialDate) else value
