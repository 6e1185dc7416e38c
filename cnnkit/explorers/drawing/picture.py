"""The picture of an explorer: panels, a formula and words, as one piece of HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from numpy.typing import NDArray

from cnnkit.explorers.drawing.svg import Panel

STYLE = """
.cnnkit-picture{margin:0;max-width:900px;line-height:1.5;font-size:14px;
font-family:var(--jp-ui-font-family,system-ui,sans-serif);
color:var(--jp-ui-font-color1,currentColor)}
.cnnkit-picture .panels{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:flex-start}
.cnnkit-picture svg{max-width:100%;height:auto;overflow:visible;touch-action:manipulation}
.cnnkit-picture text{fill:var(--jp-ui-font-color1,currentColor);font-size:12px;
text-anchor:middle;font-variant-numeric:tabular-nums}
.cnnkit-picture .left{text-anchor:end}
.cnnkit-picture .right{text-anchor:start}
.cnnkit-picture .guide{fill:none;stroke:#888;stroke-width:1.5;stroke-dasharray:3 3}
.cnnkit-picture .title{font-size:13px;font-weight:600}
.cnnkit-picture .number text{font-size:inherit;fill:inherit}
.cnnkit-picture .mark{stroke-width:5;stroke-linecap:round}
.cnnkit-picture .step{display:inline-flex;align-items:center;gap:12px;max-width:100%}
.cnnkit-picture .step svg{min-width:0}
.cnnkit-picture .sign{font-size:20px}
.widget-slider .noUi-handle:focus-visible{outline:3px solid var(--jp-brand-color1,#1976d2);
outline-offset:2px}
.cnnkit-picture .grid{fill:none;stroke:#8888;stroke-width:1}
.cnnkit-picture .blank{fill:var(--jp-layout-color1,#fff)}
.cnnkit-picture rect.padding{fill:#8882}
.cnnkit-picture path.padding{fill:none;stroke:#888;stroke-width:1}
.cnnkit-picture rect.unreached{fill:#888c}
.cnnkit-picture path.unreached{fill:none;stroke:#fff;stroke-width:1.5}
.cnnkit-picture .formula{margin:4px 0;font-variant-numeric:tabular-nums}
.cnnkit-picture .formula b{font-weight:600}
.cnnkit-picture .formula .changed{color:var(--jp-layout-color1,#fff);
background:var(--jp-ui-font-color1,#222);border-radius:3px;padding:0 3px}
.cnnkit-picture .scroll{overflow-x:auto;contain:inline-size}
.cnnkit-picture table{border-collapse:collapse;font-size:13px;margin:6px 0;
font-variant-numeric:tabular-nums}
.cnnkit-picture th,.cnnkit-picture td{padding:1px 9px;text-align:right;white-space:nowrap}
.cnnkit-picture th{font-weight:600;border-bottom:1px solid #8888}
.cnnkit-picture tfoot td{font-weight:600;border-top:1px solid #8888}
.cnnkit-picture :is(th,td):first-child{text-align:left}
.cnnkit-picture tr.selected{outline:2px solid #E66100;outline-offset:-2px}
.cnnkit-picture tr.faint{opacity:.6}
.cnnkit-picture figcaption{color:var(--jp-ui-font-color1,currentColor)}
.cnnkit-picture .trouble{border-left:4px solid #E66100;padding:4px 10px}
"""


@dataclass(frozen=True)
class Picture:
    """What an explorer draws for one state.

    Parameters
    ----------
    panels : sequence of Panel or str
        In reading order, input first; a string is a sign between two panels, such as "=".
    formula : str
        HTML with the numbers filled in, each made by `number`.
    shared : mapping of str to ndarray
        Images that stay while the controls move, by their id: they are sent once.
    table : str
        HTML below the panels, for numbers that are to be read and not only seen.
    formula_lines : int
        Room for so many lines of the formula, so that what follows stays where it is.
    """

    panels: Sequence[Panel | str]
    formula: str = ""
    shared: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    table: str = ""
    formula_lines: int = 0


def number(control: str, value: object) -> str:
    """Return a number of a formula, marked with the control that sets it.

    Examples
    --------
    >>> number("stride", 2)
    '<b data-of="stride">2</b>'
    """
    return f'<b data-of="{control}">{escape(str(value))}</b>'


def render(
    picture: Picture, *, name: str, title: str, description: str, changed: str | None = None
) -> str:
    """Return a picture as HTML that a screen reader can read too.

    Parameters
    ----------
    picture : Picture
        What is shown.
    name : str
        By which the pointer finds it.
    title, description : str
        What it is, and its state in words.
    changed : str, optional
        The control that moved last; its numbers are emphasised in the formula.
    """
    formula = picture.formula.replace(
        f'<b data-of="{changed}">', f'<b class="changed" data-of="{changed}">'
    )
    return (
        f'<figure class="cnnkit-picture" data-picture="{name}">'
        f'<div class="panels" role="img" aria-label="{escape(title)}" '
        f'aria-describedby="{name}-words">{_joined(picture.panels)}</div>'
        f"{picture.table}"
        f'<div class="formula" style="min-height:{1.5 * picture.formula_lines:g}em">{formula}</div>'
        f'<figcaption id="{name}-words">{escape(description)}</figcaption></figure>'
    )


def _joined(panels: Sequence[Panel | str]) -> str:
    """Return panels one after the other, each sign in one piece with the panel behind it."""
    html, sign = "", ""
    for panel in panels:
        if isinstance(panel, str):
            sign = f'<span class="sign">{escape(panel)}</span>'
        else:
            html += f'<span class="step">{sign}{panel.svg}</span>' if sign else panel.svg
            sign = ""
    return html


def render_shared(images: Sequence[str]) -> str:
    """Return what pictures use and what does not travel with each: style and images."""
    return (
        f"<style>{STYLE}</style>"
        '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>'
        f"{''.join(images)}</defs></svg>"
    )


def render_trouble(*, name: str, message: str) -> str:
    """Return, in the picture's place, what went wrong and what to change."""
    return (
        f'<figure class="cnnkit-picture" data-picture="{name}">'
        f'<figcaption class="trouble" role="status">{escape(message)}</figcaption></figure>'
    )
