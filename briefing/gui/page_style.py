"""The one style sheet of all pages, made of the tokens and the zoom."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Template
from typing import TYPE_CHECKING

from briefing.gui.page_html import Look

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefing.gui.tokens import Tokens

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
_RULE = re.compile(r"\s*([^{}]+)\{([^{}]*)\}")
_NAME, _CLASSES = re.compile(r"\.([\w-]+)"), re.compile('class="([^"]*)"')
_SIZES = (11, 13, 14, 16, 17, 19, 20, 24, 28, 42)
_INKS = (
    *("ink", "ink2", "muted", "accent", "mark", "error"),
    *("hl", "hl_ink"),
)
_BADGES = ("assessment", "forecast", "warning", "fact", "neutral")


def style_sheet(look: Look, html: str | None = None) -> str:
    """The CSS of a page at that look, or what a piece of HTML needs of it.

    Qt holds every rule against every tag: those for nothing there would take half the time.
    """
    rules = _rules(look.tokens, look.zoom)
    if html is None:
        return "".join(rules.values())
    used = {name for names in _CLASSES.findall(html) for name in names.split()}
    return "".join(rule for names, rule in rules.items() if not names or not used.isdisjoint(names))


@lru_cache(8)
def _rules(tokens: Tokens, zoom: float) -> Mapping[tuple[str, ...], str]:
    """The rules, by the classes that they are for; those for tags alone by none."""
    look = Look(tokens, zoom)
    badges = "".join(
        f".{kind}{{color:{ink};background-color:{tint}}}"
        for kind in _BADGES
        for ink, tint in (tokens.badge(kind),)
    )
    badges += f".flag{{color:{tokens.error};background-color:{tokens.error_soft};text-decoration:underline}}"
    values = {f"s{size}": f"{look.px(size)}px" for size in _SIZES}
    values |= {f"g{size}": f"{look.px(size)}px" for size in (2, 3, 4, 8, 12, 10)}
    values |= {name: getattr(tokens, name) for name in _INKS}
    values |= {"spaced": f"{0.7 * zoom:.2f}px"}
    rules: dict[tuple[str, ...], str] = {}
    for selector, body in _RULE.findall(_CSS.substitute(values) + badges):
        names = tuple(_NAME.findall(selector))
        rules[names] = rules.get(names, "") + f"{selector}{{{body}}}"
    return rules
