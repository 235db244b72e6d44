"""What takes long to load and is shared by all parts: outlines, the typesetter, printed maps."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.core.outlines import Outlines
    from briefing.paper.maps import PrintedMaps
    from briefing.paper.typeset import Typesetter


class Tools:
    """Loads each tool when it is first asked for; any thread may ask."""

    @cached_property
    def outlines(self) -> Outlines:
        """The countries of the world. Raises OSError or ValueError."""
        from briefing.core.outlines import Outlines  # noqa: PLC0415 - it is for this that it waits

        return Outlines()

    @cached_property
    def typesetter(self) -> Typesetter:
        """What makes PDFs."""
        from briefing.paper.typeset import Typesetter  # noqa: PLC0415 - as above

        return Typesetter()

    @cached_property
    def maps(self) -> PrintedMaps:
        """What draws the maps of prints."""
        from briefing.paper.maps import PrintedMaps  # noqa: PLC0415 - as above

        return PrintedMaps(self.outlines)
