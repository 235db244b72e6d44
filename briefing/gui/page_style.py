"""The one style sheet of all pages, made of the tokens and the zoom."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.gui.page_html import Look

_SERIF = "font-family:'Source Serif Pro'"
_SANS = "font-family:'Source Sans Pro'"

# Line heights are per cent of the font's own (serif 1.371 em, sans 1.257 em): Qt takes a
# height in px for the least, not the height. All above 100 % comes below the line.
_CSS = Template(f"""
p,h1,h2,h3{{margin:0}}
a{{color:$accent;text-decoration:none}}
code{{font-family:monospace}}
.topic code,.said code,.body code{{font-size:$s14}}
.lead{{{_SERIF};font-size:$s20;line-height:108%;color:$ink}}
.lead-narrow{{{_SERIF};font-size:$s19;line-height:108%;color:$ink;margin-top:$g4}}
.body{{{_SERIF};font-size:$s16;line-height:114%;color:$ink}}
.said{{{_SERIF};font-size:$s16;line-height:114%;color:$ink2}}
.deck{{{_SERIF};font-size:$s16;line-height:114%;color:$ink2;margin-top:$g8}}
.silence{{{_SERIF};font-size:$s16;line-height:114%;font-style:italic;color:$muted}}
.topic{{{_SERIF};font-size:$s16;font-weight:600;line-height:110%;color:$ink}}
.next-topic{{{_SERIF};font-size:$s16;font-weight:600;line-height:110%;color:$ink;margin-top:$g12}}
.quote{{{_SERIF};font-size:$s19;font-style:italic;line-height:110%;color:$ink}}
.words{{{_SERIF};font-size:$s17;font-style:italic;line-height:110%;color:$ink}}
.reported{{{_SERIF};font-size:$s17;line-height:110%;color:$ink}}
.mark{{{_SERIF};font-size:$s42;font-weight:600;line-height:60%;text-align:right;color:$mark}}
.number{{{_SERIF};font-size:$s16;text-align:right;color:$ink2}}
.page{{{_SERIF};font-size:$s24;font-weight:600;line-height:104%;color:$ink}}
.later{{{_SERIF};font-size:$s24;font-weight:600;line-height:104%;color:$accent}}
.count{{{_SERIF};font-size:$s28;font-weight:600;line-height:104%;color:$ink}}
.group{{{_SERIF};font-size:$s20;font-weight:600;line-height:104%;color:$ink}}
.side{{{_SANS};font-size:$s14;font-weight:600;line-height:104%;color:$ink}}
.stop{{{_SANS};font-size:$s13;font-weight:600;color:$ink2}}
.stop-later{{{_SANS};font-size:$s13;font-weight:600;color:$accent}}
.meta{{{_SANS};font-size:$s13;line-height:115%;color:$ink2}}
.badged{{margin-bottom:$g3}}
.hint{{{_SANS};font-size:$s13;line-height:112%;color:$muted}}
.below{{{_SANS};font-size:$s13;line-height:112%;color:$muted;margin-top:$g8}}
.under{{{_SANS};font-size:$s13;line-height:112%;color:$ink2;margin-top:$g2}}
.by{{{_SANS};font-size:$s14;line-height:112%;color:$ink2;margin-top:$g2}}
.by-small{{{_SANS};font-size:$s13;line-height:112%;color:$ink2;margin-top:$g2}}
.source{{{_SANS};font-size:$s14;line-height:112%;color:$ink2}}
.name{{font-weight:600}}
.label{{{_SANS};font-size:$s14;font-weight:600;line-height:112%;color:$ink}}
.value{{{_SANS};font-size:$s14;line-height:112%;color:$ink2}}
.checked{{color:$muted}}
.quiet{{{_SANS};font-size:$s14;line-height:112%;color:$muted}}
.dropped{{{_SANS};font-size:$s14;font-weight:600;line-height:112%;color:$ink2}}
.fault{{font-weight:600;color:$error}}
.caution{{font-weight:600;color:$ink}}
.hit{{font-weight:600;color:$hl_ink;background-color:$hl}}
.gap{{font-size:1px}}
.gap-above{{margin-top:$g10}}
.badge{{{_SANS};font-size:$s11;font-weight:600;letter-spacing:$spaced;text-transform:uppercase}}
""")
_SIZES = (11, 13, 14, 16, 17, 19, 20, 24, 28, 42)
_INKS = (
    *("ink", "ink2", "muted", "accent", "mark", "error"),
    *("hl", "hl_ink"),
)
_BADGES = ("assessment", "forecast", "warning", "fact", "neutral")


def style_sheet(look: Look) -> str:
    """The CSS of a page at that look."""
    tokens = look.tokens
    badges = "".join(
        f".{kind}{{color:{ink};background-color:{tint}}}"
        for kind in _BADGES
        for ink, tint in (tokens.badge(kind),)
    )
    badges += f".flag{{color:{tokens.error};background-color:{tokens.error_soft};text-decoration:underline}}"
    values = {f"s{size}": f"{look.px(size)}px" for size in _SIZES}
    values |= {f"g{size}": f"{look.px(size)}px" for size in (2, 3, 4, 8, 12, 10)}
    values |= {name: getattr(tokens, name) for name in _INKS}
    values |= {"spaced": f"{0.7 * look.zoom:.2f}px"}
    return _CSS.substitute(values) + badges
