"""Any script: where the computer has a font for it, text comes out in its order and its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from paper_samples import BELARUS

from briefing.core.timeline import find_stop
from briefing.paper.options import PrintOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Look

    from briefing.paper.typeset import Typesetter

    Printed = Callable[..., Look]
    Make = Callable[..., Any]

# A sentence of each, and the beginning of the names of the families of which one must be there.
SCRIPTS = {
    "ru": ("Россия видит в соседях партнёров и ждёт от них того же.", "Source Serif Pro"),
    "ka": ("რუსეთი მეზობლებში პარტნიორებს ხედავს.", "Noto Serif Georgian"),
    "hy": ("Ռուսաստանը հարևանների մեջ գործընկերներ է տեսնում։", "Noto Serif Armenian"),
    "hi": ("रूस अपने पड़ोसियों को साझेदार मानता है।", "Noto Serif Devanagari"),
    "zh": ("俄罗斯把邻国看作伙伴，也期待同样的回报。", "WenQuanYi Micro Hei"),
    "he": ("רוסיה רואה בשכנותיה שותפות ומצפה לאותו יחס.", "Noto Serif Hebrew"),
    "ar": ("ترى روسيا في جيرانها شركاء وتنتظر منهم المثل.", "Noto Naskh Arabic"),
}
LEFTWARD = ("he", "ar")
LEFT, RIGHT = 22 + 28 + 7, 210 - 20 - 30
"""Where the text of an A4 page stands, in mm."""


@pytest.fixture
def sentence(request: pytest.FixtureRequest, needs: Make) -> str:
    text, family = SCRIPTS[request.param]
    needs(family)
    return text


def of_all(texts: Any) -> Any:
    return pytest.mark.parametrize("sentence", texts, indirect=True)


def _saying(text: str, **more: Any) -> dict[str, Any]:
    point = {"topic": text, "kind": "fact", "text": f"{text} " * 4, "para": 1}
    edition = {
        "source": "talk-2010",
        "bottom_line": text,
        "points": [point],
        "quotes": [{"text": text, "voice": "speaker", "para": 2}],
        "steps": [{"actor": text, "action": text, "with": text, "para": [2, 3]}],
    }
    return BELARUS | {"name": text[:20], "editions": [edition]} | more


class Lines:
    """The lines of a printed page: what each says, and from where to where, in mm."""

    def __init__(self, pdf: bytes) -> None:
        self._page = pypdfium2.PdfDocument(pdf)[0]
        self._text = self._page.get_textpage()

    def boxes(self, word: str) -> list[tuple[float, float, float, float]]:
        """Left, bottom, right and top of each character of a word, as it is typed."""
        place = self._text.get_text_range().replace("\ufffe", "").find(word)
        assert place >= 0, word
        return [
            tuple(side * 25.4 / 72 for side in self._text.get_charbox(place + n))  # type: ignore[misc]
            for n in range(len(word))
        ]

    def seen(self, char: str) -> list[str]:
        """The lines that hold a character, each from left to right as it is seen."""
        places = range(self._text.count_chars())
        boxes = [(self._text.get_charbox(n), self._text.get_text_range(n, 1)) for n in places]
        found = []
        for (_, low, _, high), own in boxes:
            if own == char:
                line = sorted((b[0], c) for b, c in boxes if b[1] < high and b[3] > low)
                found.append("".join(c for _, c in line if not c.isspace()))
        return found


@of_all(SCRIPTS)
def test_every_word_comes_out_in_a_font_that_has_it(
    printed: Printed, make_folder: Make, sentence: str
) -> None:
    brief = printed("a", of=make_folder({"a": _saying(sentence)}))
    assert brief.warnings == ()
    spaced = re.sub(r"[\s\u200b]", "", brief.text)
    for word in re.findall(r"[^\s.,。，।։]+", sentence)[:3]:
        assert spaced.count(word) >= 6, word
    assert "U+" not in brief.text


@of_all(SCRIPTS)
def test_letters_are_drawn_and_not_boxes(
    printed: Printed, make_folder: Make, sentence: str
) -> None:
    """Two different words of a script are two different pictures; boxes would be alike."""
    first, second = (
        _ink(printed("a", of=make_folder({"a": _saying("x", name=sentence[start : start + 3])})))
        for start in (0, 4)
    )
    assert first != second
    assert min(first.count(b"\x00"), second.count(b"\x00")) > 20


def _ink(look: Look) -> bytes:
    """The title of a brief, black on white."""
    page = pypdfium2.PdfDocument(look.pdf)[0].render(scale=1).to_pil().convert("1")
    return page.crop((62, 84, 300, 120)).convert("L").tobytes()


@of_all(LEFTWARD)
def test_right_to_left_text_starts_at_the_right(
    printed: Printed, make_folder: Make, sentence: str
) -> None:
    lines = Lines(printed("a", of=make_folder({"a": _saying(sentence)})).pdf)
    first, *_ = sentence.split()
    lefts = [box[0] for box in lines.boxes(first)]
    assert lefts == sorted(lefts, reverse=True)
    # The point's text of four sentences fills its first line from the right edge.
    text = lines._text.get_text_range()
    place = text.index(f"{sentence} {first}")
    right = lines._text.get_charbox(place)[2] * 25.4 / 72
    assert right == pytest.approx(RIGHT, abs=1)


@of_all(LEFTWARD)
def test_a_page_in_such_a_language_is_mirrored(
    printed: Printed, make_folder: Make, sentence: str
) -> None:
    language = next(key for key, (text, _) in SCRIPTS.items() if text == sentence)
    look = printed("a", of=make_folder({"a": _saying(sentence)}, language=language))
    assert str(look.root.Lang) == language
    assert look.warnings == ()
    lines = Lines(look.pdf)
    # Side heads stand at the right edge, references at the left, and 2010 ¶1 keeps its order.
    assert lines.boxes("points")[-1][2] == pytest.approx(190, abs=1)
    assert lines.boxes("FACT")[0][0] < 60
    seen = "|".join(lines.seen("¶"))
    assert "2010¶1" in seen
    assert "2010¶2–3" in seen


def test_a_page_from_left_to_right_stands_where_it_always_stood(printed: Printed) -> None:
    lines = Lines(printed("belarus").pdf)
    assert lines.boxes("Key points")[0][0] == pytest.approx(22, abs=1)
    assert lines.boxes("Small part.")[0][0] == pytest.approx(LEFT, abs=1)


@of_all(LEFTWARD)
def test_the_rest_of_what_is_printed_in_such_a_language(
    printed: Printed, tabled: Printed, make_folder: Make, sentence: str
) -> None:
    cards = {"a": _saying(sentence), "b": _saying("All in English.", name="English")}
    of = make_folder(cards, language="he", title=sentence, about=sentence)
    stops = tuple(find_stop(of.stops, stop) for stop in ("2004", "2010"))
    compared = printed("a", of=of, options=PrintOptions("compare", stops))
    for look in (printed("a", "b", of=of), compared, tabled("steps", of=of)):
        assert look.warnings == ()
        assert sentence.split(maxsplit=1)[0] in look.text


def test_english_in_such_a_language_ends_with_its_full_stop(
    printed: Printed, make_folder: Make
) -> None:
    lines = Lines(printed("a", of=make_folder({"a": _saying("All here.")}, language="he")).pdf)
    assert any("Allhere." in line for line in lines.seen("."))


@pytest.mark.parametrize(
    ("text", "printed_as"),
    [
        ("q\u0301 and José", "q\u0301 and José"),
        ("é\u0378 and José", "é[U+0378] and José"),
        ("é\u1ace and José", "é[U+1ACE] and José"),
        ("а\u0301\u1ace, да", "а\u0301[U+1ACE], да"),
        ("a\ufe0f b\u034f c", "a b c"),
    ],
)
def test_a_letter_is_not_taken_for_the_mark_on_it(
    printed: Printed, make_folder: Make, text: str, printed_as: str
) -> None:
    look = printed("a", of=make_folder({"a": _saying(text)}))
    shown = look.text.replace("\ufe0f", "").replace("\u034f", "")
    assert printed_as in shown
    assert len(look.warnings) == ("U+" in printed_as)


def test_a_mark_that_is_there_but_for_this_letter_is_at_fault(
    typesetter: Typesetter, printed: Printed, make_folder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetter, "_lacking", lambda *_: ())
    look = printed("a", of=make_folder({"a": _saying("é\u1ace and José")}))
    assert "é[U+1ACE] and José" in look.text
