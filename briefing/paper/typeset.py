"""Typst in-process: plain data in, tagged PDF out, with the bundled fonts where they suffice."""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typst

from briefing.paper import glyphs
from briefing.paper.texts import cleaned, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from typst import PDFStandard

    from briefing.paper.one_page import Ask, Fitted

    Fit = Callable[[dict[str, Any], Ask], Fitted]

_TEMPLATES = Path(__file__).parent / "templates"
_FAMILIES = {
    "Source Serif Pro": "font_source_serif_pro",
    "Source Sans Pro": "font_source_sans_pro",
}
"""The families of the design, and the packages that bring them."""

_SERIF, _SANS, _DISPLAY = ("Noto Serif", "Noto Naskh"), ("Noto Sans",), ("Display", "Mono")
_ANY_TIME = datetime.fromtimestamp(0, UTC)
_STANDARDS: tuple[tuple[list[PDFStandard], str], ...] = (
    (["a-2a", "ua-1"], ""),
    (["ua-1"], "The PDF is accessible (PDF/UA-1) but not archival (PDF/A)"),
    ([], "The PDF is neither accessible (PDF/UA-1) nor archival (PDF/A)"),
)
"""What is asked of a PDF, best first, and what is said where it comes to that."""


class TypesetError(Exception):
    """The PDF could not be made; the message says why in plain words."""


class Typeset(NamedTuple):
    """A finished PDF, and what its maker ought to know of it, a sentence each.

    ``missing`` are the characters that no font has, each printed as its code point.
    ``left_out`` is what the page says of what was left out to fit it.
    """

    pdf: bytes
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    left_out: str = ""


class _Try(NamedTuple):
    pdf: bytes = b""
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class _Draft(NamedTuple):
    """Text that the fonts have all characters of, and those that were spelled out for that."""

    text: dict[str, Any]
    fonts: typst.Fonts
    missing: tuple[str, ...] = ()


class Typesetter:
    """Sets data in type. Make one and keep it: the fonts are read once. Threads may share it.

    ``font_folders`` hold the families of the design; the packaged ones where left out. Raises
    TypesetError where a family is not there: Typst without fonts gives an empty PDF and no error.
    """

    def __init__(self, font_folders: Sequence[Path] | None = None) -> None:
        self._folders = list(font_folders or _packaged())
        self._bundled = self._fonts(computers=False)
        for family, package in _FAMILIES.items():
            if family not in self._bundled.families():
                wheel = package.replace("_", "-")
                raise TypesetError(
                    f"the font {family} is not there; install the Python package {wheel} again"
                )

    def typeset(self, data: dict[str, Any], timestamp: datetime, fit: Fit | None = None) -> Typeset:
        """The data of ``book_data`` as a PDF dated ``timestamp``.

        ``fit`` makes the data fit its paper, once it is known which fonts set it. Scripts beyond
        Latin, Greek and Cyrillic take the computer's own fonts. A character that no font has is
        printed as ``[U+1F600]``. Raises TypesetError.
        """
        text = mapped(data, cleaned)
        if fit is None:
            draft, made = self._draft(text, timestamp)
            return Typeset(made.pdf, made.warnings, draft.missing)
        # To set all of the text only to learn its fonts takes longer than to fit it.
        draft = _Draft(text, self._bundled)
        if glyphs.unusual(text):
            draft, _ = self._draft(text, timestamp)
        fitted = fit(draft.text, partial(self._ask, draft.fonts))
        made = self._made(fitted.data, timestamp, draft.fonts)
        missing = glyphs.still_there(draft.missing, fitted.data)
        return Typeset(made.pdf, fitted.warnings + made.warnings, missing, fitted.left_out)

    def _draft(self, text: dict[str, Any], timestamp: datetime) -> tuple[_Draft, _Try]:
        """The text in fonts that have it, with what none has spelled out, and its PDF."""
        fonts = self._bundled
        made = self._try(text, timestamp, fonts)
        if made.missing:
            fonts = self._with_computers
            made = self._try(text, timestamp, fonts)
        missing: tuple[str, ...] = ()
        while made.missing:
            # With a mark that no font has Typst names the letter below it, which is not at fault.
            named = tuple(c for c in glyphs.characters(made.missing) if c not in missing)
            lacking = self._lacking(text, named, fonts) or glyphs.marks(named) or named
            if not lacking:
                raise _not_found(made)
            missing += lacking
            text = glyphs.spelled_out(text, lacking)
            made = self._try(text, timestamp, fonts)
        return _Draft(text, fonts, tuple(sorted(missing))), made

    def _lacking(
        self, data: dict[str, Any], characters: Sequence[str], fonts: typst.Fonts
    ) -> tuple[str, ...]:
        """Those of the characters that no font has, whatever they stand with."""
        try:
            asked = data | {"characters": list(characters)}
            self._compile(asked, _ANY_TIME, fonts, ["ua-1"], "characters.typ")
        except typst.TypstError as error:
            named = glyphs.characters(glyphs.missing_texts(error.diagnostic))
            return tuple(char for char in named if char in characters)
        return ()

    def _made(self, text: dict[str, Any], timestamp: datetime, fonts: typst.Fonts) -> _Try:
        made = self._try(text, timestamp, fonts)
        if made.missing:
            raise _not_found(made)
        return made

    def _ask(self, fonts: typst.Fonts, template: str, data: dict[str, Any]) -> Any:
        """The answer of a template that sets nothing: the value labelled ``answer``."""
        try:
            with _no_panic():
                found = typst.query(
                    str(_TEMPLATES / template),
                    "<answer>",
                    field="value",
                    one=True,
                    root=str(_TEMPLATES),
                    font_paths=fonts,
                    ignore_system_fonts=True,
                    sys_inputs={"data": _input(data, fonts)},
                )
        except (RuntimeError, ValueError, TypeError) as error:
            raise _failed(str(error)) from error
        return json.loads(found)

    @cached_property
    def _with_computers(self) -> typst.Fonts:
        return self._fonts(computers=True)

    def _fonts(self, *, computers: bool) -> typst.Fonts:
        return typst.Fonts(
            include_system_fonts=computers,
            include_embedded_fonts=False,
            font_paths=self._folders,
        )

    def _try(self, data: dict[str, Any], timestamp: datetime, fonts: typst.Fonts) -> _Try:
        """The best PDF that the content allows, or the characters that the fonts lack."""
        rungs = iter(_STANDARDS)
        reason = ""
        while True:
            standards, lowered = next(rungs)
            if not standards:
                # Without a standard to hold to Typst prints boxes and says nothing.
                missing = self._lacking(data, glyphs.unusual(data), fonts)
                if missing:
                    return _Try(missing=missing)
            try:
                pdf, found = self._compile(data, timestamp, fonts, standards)
            except typst.TypstError as error:
                missing = glyphs.missing_texts(error.diagnostic)
                if missing:
                    return _Try(missing=missing)
                reason = error.message
                if not standards or not reason.startswith("PDF/"):
                    raise _failed(reason) from error
            except (RuntimeError, ValueError, TypeError) as error:
                raise _failed(str(error)) from error
            else:
                notices = (f"{lowered}: {reason}.",) if lowered else ()
                return _Try(pdf, notices + tuple(warning.message for warning in found))

    def _compile(
        self,
        data: dict[str, Any],
        timestamp: datetime,
        fonts: typst.Fonts,
        standards: list[PDFStandard],
        template: str = "main.typ",
    ) -> tuple[bytes, list[typst.TypstWarning]]:
        with _no_panic():
            return typst.compile_with_warnings(
                str(_TEMPLATES / template),
                # Without a root of its own Typst may read whatever the working folder holds.
                root=str(_TEMPLATES),
                font_paths=fonts,
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"data": _input(data, fonts)},
                pdf_standards=standards,
                timestamp=timestamp,
            )


@contextmanager
def _no_panic() -> Iterator[None]:
    """Raise TypesetError where Typst panics, which Python is told by what is no Exception."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _failed(f"Typst gave up: {error}") from error


def _packaged() -> list[Path]:
    """The folders of the packaged fonts that are installed."""
    found = []
    for package in _FAMILIES.values():
        with suppress(ImportError):
            found.append(Path(import_module(package).font_directory))
    return found


def _input(data: dict[str, Any], fonts: typst.Fonts) -> str:
    """The data and the families to look in first for what the design's own faces lack.

    Typst's own choice among all of a computer's fonts falls on display faces too.
    """
    families = [name for name in sorted(fonts.families()) if not name.endswith(_DISPLAY)]
    serif = [name for name in families if name.startswith(_SERIF)]
    sans = [name for name in families if name.startswith(_SANS)]
    return json.dumps(data | {"fonts": {"serif": serif, "sans": sans}})


def _not_found(made: _Try) -> TypesetError:
    return TypesetError(f"no font could be found for {made.missing[0]!r}")


def _failed(reason: str) -> TypesetError:
    return TypesetError(f"the PDF could not be made: {reason}")
