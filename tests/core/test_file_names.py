from __future__ import annotations

import pytest

from briefing.core.file_names import fault_of, is_reserved


@pytest.mark.parametrize(
    ("card_id", "wanted"),
    [
        ("", "a file needs a name"),
        ("  ", "a file needs a name"),
        (".hidden", "cannot begin with a dot"),
        (" georgia", "cannot begin or end with a space"),
        ("georgia ", "cannot begin or end with a space"),
        ("georgia.", "cannot end with a dot"),
        ("georgia.YAML", "leave out .yaml"),
        ("a/b", "cannot hold /"),
        ("a\\b", "cannot hold \\"),
        ("a:b", "cannot hold :"),
        ("what?", "cannot hold ?"),
        ("a\nb", "invisible character"),
        ("a\0b", "invisible character"),
        ("a\u202eb", "invisible character"),
        ("con", "con is a name that Windows keeps"),
        ("Aux.old", "Aux.old is a name that Windows keeps"),
        ("lpt¹", "Windows keeps"),
        ("COM9", "Windows keeps"),
        ("library", "library.yaml is the library itself"),
        ("Library", "library.yaml is the library itself"),
        ("é" * 101, "too long"),
    ],
)
def test_a_name_that_not_every_system_takes_is_refused_with_the_reason(
    card_id: str, wanted: str
) -> None:
    assert wanted in fault_of(card_id)


@pytest.mark.parametrize(
    "card_id",
    ["georgia", "Côte d’Ivoire", "한국", "congo", "con-card", "com10", "a.b", "é" * 100, "nullius"],
)
def test_any_other_name_is_taken(card_id: str) -> None:
    assert fault_of(card_id) == ""


def test_a_device_is_told_from_a_name_that_begins_like_one() -> None:
    assert is_reserved("nul.x")
    assert not is_reserved("nulle")
