from __future__ import annotations

import pytest

from briefing.paper.paper_size import paper_of, usual_paper


@pytest.mark.parametrize(
    ("environment", "paper"),
    [
        ({}, "a4"),
        ({"LANG": "en_US.UTF-8"}, "letter"),
        ({"LANG": "en_GB.UTF-8"}, "a4"),
        ({"LANG": "fr_CA@euro"}, "letter"),
        ({"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, "a4"),
        ({"LC_PAPER": "es_MX", "LANG": "de_DE"}, "letter"),
        ({"LC_ALL": "C", "LC_PAPER": "en_US", "LANG": "en_US"}, "a4"),
        ({"LC_ALL": "", "LC_PAPER": "en_US"}, "letter"),
        ({"LANG": "en-US"}, "letter"),
        ({"LANG": "es_Latn_VE"}, "letter"),
        ({"LANG": "es_419"}, "a4"),
        ({"LANG": "en"}, "a4"),
        ({"LANG": "US"}, "a4"),
    ],
)
def test_paper_is_that_of_the_locale(environment: dict[str, str], paper: str) -> None:
    assert paper_of(environment) == paper


def test_paper_of_an_unknown_country_is_a4() -> None:
    assert usual_paper("XX") == "a4"
    assert usual_paper("") == "a4"
