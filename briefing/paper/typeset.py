"""Typst in-process: plain data in, tagged PDF out, with the bundled fonts where they suffice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import font_source_sans_pro
import font_source_serif_pro
import typst

from briefing.paper import glyphs
from briefing.paper.texts import cleaned, mapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from typst import PDFStandard

_TEMPLATES = Path(__file__).parent / "templates"
_FAMILIES = ("Source Serif Pro", "Source Sans Pro")
_STANDARDS: tuple[tuple[list[PDFStandard], str], ...] = (
    (["a-2a", "ua-1"], ""),
    (["ua-1"], "The PDF is accessible (PDF/UA-1) but not archival (PDF/A)"),
    ([], "The PDF is neither accessible (PDF/UA-1) nor archival (PDF/A)"),
)
"""What is asked of a PDF, best first, and what is said where it comes to that."""


class TypesetError(Exception):
    """The PDF could not be made; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF, and what its reader ought to know of it, a sentence each."""

    pdf: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Try:
    pdf: bytes = b""
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Typesetter:
    """Sets data in type. Make one and keep it: the fonts are read once. Threads may share it.

    ``font_folders`` hold the families of the design; the packaged ones where left out. Raises
    TypesetError where a family is not there: Typst without fonts gives an empty PDF and no error.
    """

    def __init__(self, font_folders: Sequence[Path] | None = None) -> None:
        packages = (font_source_serif_pro, font_source_sans_pro)
        folders = font_folders or [Path(package.font_directory) for package in packages]
        self._folders = list(folders)
        self._bundled = self._fonts(computers=False)
        lacking = [name for name in _FAMILIES if name not in self._bundled.families()]
        if lacking:
            raise TypesetError(f"the font {lacking[0]} is not installed with Briefing")

    def typeset(self, data: dict[str, Any], timestamp: datetime) -> Typeset:
        """The data of ``book_data`` as a PDF dated ``timestamp``.

        Scripts beyond Latin, Greek and Cyrillic take the computer's own fonts. A character that
        no font has is printed as ``[U+1F600]``, with a warning. Raises TypesetError.
        """
        text = mapped(data, cleaned)
        made = self._try(text, timestamp, self._bundled)
        if made.missing:
            made = self._try(text, timestamp, self._with_computers)
        if not made.missing:
            return Typeset(made.pdf, made.warnings)
        warnings = _no_font(text, made.missing)
        made = self._try(glyphs.spelled_out(text, made.missing), timestamp, self._with_computers)
        if made.missing:
            raise TypesetError(f"no font could be found for {made.missing[0]!r}")
        return Typeset(made.pdf, warnings + made.warnings)

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
    ) -> tuple[bytes, list[typst.TypstWarning]]:
        return typst.compile_with_warnings(
            str(_TEMPLATES / "main.typ"),
            # Without a root of its own Typst may read whatever the working folder holds.
            root=str(_TEMPLATES),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=standards,
            timestamp=timestamp,
        )


def _failed(reason: str) -> TypesetError:
    return TypesetError(f"the PDF could not be made: {reason}")


def _no_font(data: dict[str, Any], missing: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{', '.join(glyphs.holders(data, char))}: no font on this computer has "
        f"{glyphs.named(char)}; [U+{ord(char):04X}] is printed in its place."
        for char in glyphs.characters(missing)
    )
