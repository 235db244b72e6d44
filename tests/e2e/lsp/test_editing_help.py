"""What an analyst sees of the format in an editor with the language server."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from language_server import REFUSED, ServerEndedError

from briefing.core import shape
from briefing.core.card import CHANGES, Card, Edition, Point, Step

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from language_server import LanguageServer

pytestmark = pytest.mark.e2e

MODELINE = "# yaml-language-server: $schema=card.schema.json\n"
HEAD = "name: Aldmark\nkind: country\nregion: North\n"
EDITION = f"{HEAD}editions:\n  - source: morrow-2001\n    bottom_line: The port matters.\n"
POINTS = f"{EDITION}    points:\n      - topic: Dues\n"


@pytest.fixture
def typed(
    server: LanguageServer, schemas: Path, tmp_path: Path
) -> Callable[[str], tuple[Path, int, int]]:
    """Open a card in which | is the caret; its path, and the caret's line and character."""

    def call(text: str) -> tuple[Path, int, int]:
        before = (MODELINE + text).partition("|")[0]
        path = schemas / f"{tmp_path.name}.yaml"  # another file for each test
        server.open(path, MODELINE + text.replace("|", "", 1))
        return path, before.count("\n"), len(before.rpartition("\n")[2])

    return call


def described(item: dict[str, Any]) -> str:
    said = item.get("documentation", "")
    return said["value"] if isinstance(said, dict) else said


@pytest.mark.parametrize(
    ("text", "model", "there"),
    [
        ("name: Aldmark\n|\n", Card, {"name"}),
        (f"{EDITION}    |\n", Edition, {"source", "bottom_line"}),
        (f"{POINTS}        |\n", Point, {"topic"}),
        (f"{EDITION}    steps:\n      - actor: The port\n        |\n", Step, {"actor"}),
    ],
)
def test_the_keys_that_are_left_are_offered_with_what_they_mean(
    server: LanguageServer, typed: Callable[..., Any], text: str, model: Any, there: set[str]
) -> None:
    offered = server.complete(*typed(text))
    keys = {name: field for name, field in shape.fields(model).items() if name not in there}
    assert {name: described(offered[name]) for name in keys} == {
        name: field.description for name, field in keys.items()
    }
    assert set(offered) - set(keys) <= {model.__name__}  # all that are required, at one go


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("name: Aldmark\nkind: |\n", {"country", "territory", "bloc", "region"}),
        (f"{POINTS}        kind: |\n", {"fact", "assessment", "forecast", "warning"}),
        (f"{POINTS}        change: |\n", {*CHANGES, "null"}),
    ],
)
def test_the_values_of_a_key_are_offered(
    server: LanguageServer, typed: Callable[..., Any], text: str, values: set[str]
) -> None:
    assert set(server.complete(*typed(text))) == values


@pytest.mark.parametrize(
    ("text", "key", "inserted"),
    [
        (f"{HEAD}|\n", "editions", "editions:\n  - source: $1\n    bottom_line: $2"),
        (f"{HEAD}|\n", "aliases", "aliases:\n  - ${1}"),
        (f"{HEAD}|\n", "location", "location:\n  lat: $1\n  lon: $2"),
        (f"{HEAD}|\n", "code", "code: "),
        (f"{EDITION}    |\n", "quotes", "quotes:\n  - text: $1\n    voice: $2\n    para: $3"),
    ],
)
def test_a_key_brings_the_lines_that_it_needs(
    server: LanguageServer, typed: Callable[..., Any], text: str, key: str, inserted: str
) -> None:
    assert server.complete(*typed(text))[key]["insertText"] == inserted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("na|me: Aldmark\n", shape.fields(Card)["name"].description),
        (f"{HEAD}edi|tions: []\n", shape.fields(Card)["editions"].description),
        (f"{POINTS}        k|ind: fact\n", shape.fields(Point)["kind"].description),
        (f"{HEAD}location: {{l|at: 1, lon: 2}}\n", "Latitude in degrees, north positive."),
    ],
)
def test_a_key_under_the_pointer_is_explained(
    server: LanguageServer, typed: Callable[..., Any], text: str, said: str
) -> None:
    assert f"\n\n{said}\n\n" in server.hover(*typed(text))


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        (f"{HEAD}edtions: []\n", (4, 0), "Property edtions is not allowed."),
        ("name: Aldmark\nkind: contry\nregion: North\n", (2, 6), 'Valid values: "country"'),
        ("name: ' '\nkind: bloc\nregion: North\n", (1, 6), "Write something on one line"),
        (f"{HEAD}code: ge\n", (4, 6), "Write two capital letters of ISO 3166-1, such as GE."),
        (
            f"{HEAD}notes:\n  - {{date: 2010-02-30, by: A, text: x}}\n",
            (5, 11),
            "Write 2004, 2004-02 or 2004-02-25",
        ),
    ],
)
def test_a_slip_is_said_where_it_is_in_plain_words(
    server: LanguageServer,
    typed: Callable[..., Any],
    text: str,
    place: tuple[int, int],
    said: str,
) -> None:
    path, *_ = typed(text)
    (found,) = server.diagnostics(path)
    start = found["range"]["start"]
    assert (start["line"], start["character"]) == place
    assert said in found["message"]


def test_settings_name_the_schemas_for_cards_without_a_modeline(
    start: Callable[..., LanguageServer], schemas: Path, tmp_path: Path
) -> None:
    """As the README has it for VS Code; paths in settings are below the folder that is open."""
    cards = shutil.copytree(schemas, tmp_path / "cards")
    server = start(
        tmp_path,
        **{
            "cards/card.schema.json": ["cards/*.yaml", "!cards/library.yaml"],
            "cards/library.schema.json": ["cards/library.yaml"],
        },
    )
    texts = {
        cards / "georgia.yaml": "name: Georgia\nkind: contry\nregion: North\n",
        cards / "library.yaml": "titel: Talks\nsources: {a: {title: T, speaker: S, date: 2001}}\n",
        tmp_path / "workflow.yaml": "titel: Talks\n",
    }
    for path, text in texts.items():
        server.open(path, text)
    said = [[found["message"] for found in server.diagnostics(path)] for path in texts]
    assert [len(found) for found in said] == [1, 2, 0]
    assert "Valid values" in said[0][0]
    assert sorted(said[1]) == ['Missing property "title".', "Property titel is not allowed."]


def test_a_server_that_asks_for_the_network_would_be_seen(
    start: Callable[..., LanguageServer], tmp_path: Path
) -> None:
    server = start(tmp_path)
    path = tmp_path / "card.yaml"
    server.open(path, "# yaml-language-server: $schema=https://schemas.example/x.json\nname: A\n")
    with pytest.raises(ServerEndedError, match="asked for the network"):
        server.diagnostics(path)
    assert server.process.wait(30) == REFUSED
