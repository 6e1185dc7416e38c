"""Cards as HTML for light and dark themes: sign, word and colour bar, never colour alone."""

import io
import keyword
import re
import token
import tokenize
from html import escape

from cnnkit.course.as_text import heading
from cnnkit.course.card import SIGNS, Block, Card, Code, Grid, Grids, Items, Kind, Paragraph

COLOURS: dict[Kind, str] = {
    "right": "var(--jp-success-color1, #388e3c)",
    "wrong": "var(--jp-error-color1, #d32f2f)",
    "crashed": "var(--jp-warn-color1, #f57c00)",
    "not attempted": "var(--jp-border-color0, #9e9e9e)",
    "hint": "var(--jp-info-color1, #0097a7)",
    "solution": "var(--jp-info-color1, #0097a7)",
    "question": "var(--jp-brand-color1, #1976d2)",
    "progress": "var(--jp-border-color0, #9e9e9e)",
}
TEXT = "color:var(--jp-ui-font-color1, inherit)"
QUIET = "color:var(--jp-ui-font-color2, inherit)"
MONOSPACE = "font-family:var(--jp-code-font-family, monospace);font-size:13px"
EDGE = "1px solid var(--jp-border-color2, #9e9e9e)"
# A tint of the text's own colour is right on a light and on a dark page.
SHADE = "background:rgba(127,127,127,0.12)"
SYNTAX = {
    "keyword": "var(--jp-mirror-editor-keyword-color, inherit);font-weight:bold",
    "string": "var(--jp-mirror-editor-string-color, inherit)",
    "number": "var(--jp-mirror-editor-number-color, inherit)",
    "comment": "var(--jp-mirror-editor-comment-color, inherit);font-style:italic",
}


def html_of(card: Card) -> str:
    """Draw a card as one `div`; every text is escaped, so a learner's values cannot add markup.

    Parameters
    ----------
    card : Card

    Returns
    -------
    str

    Examples
    --------
    >>> "&lt;b&gt;" in html_of(Card("hint", "<b>"))
    True
    """
    body = "".join(block_html(block) for block in card.blocks)
    return (
        f'<div role="status" style="border-left:5px solid {COLOURS[card.kind]};'
        f'padding:4px 12px;margin:4px 0;max-width:880px;line-height:1.45;{TEXT}">'
        f'<div style="font-weight:600"><span aria-hidden="true">{SIGNS[card.kind]}</span> '
        f"{inline(heading(card))}</div>{body}</div>"
    )


def inline(text: str) -> str:
    """Escape a text and set what stands in backticks as code.

    Examples
    --------
    >>> inline("a < b")
    'a &lt; b'
    """
    code = f'<code style="{MONOSPACE};{SHADE};padding:0 3px">\\1</code>'
    return re.sub(r"`([^`]+)`", code, escape(text))


def block_html(block: Block) -> str:
    """Draw one block."""
    if isinstance(block, Paragraph):
        return f'<p style="margin:6px 0">{inline(block.text)}</p>'
    if isinstance(block, Code):
        return (
            f'<pre style="{MONOSPACE};{SHADE};{TEXT};padding:8px 10px;margin:6px 0;'
            f'overflow-x:auto;line-height:1.4">{highlighted(block.source)}</pre>'
        )
    if isinstance(block, Items):
        lines = "".join(
            f'<div style="margin:2px 0;padding-left:1.6em;text-indent:-1.6em">'
            f'<span style="display:inline-block;width:1.6em;text-indent:0">{escape(mark)}</span>'
            f"{inline(text)}</div>"
            for mark, text in block.lines
        )
        return f'<div style="margin:6px 0">{lines}</div>'
    return _grids_html(block)


def _grids_html(block: Grids) -> str:
    grids = "".join(_grid_html(grid) for grid in block.grids)
    return f'<div style="display:flex;flex-wrap:wrap;gap:8px 28px;margin:6px 0">{grids}</div>'


def _grid_html(grid: Grid) -> str:
    rows = []
    for r, row in enumerate(grid.rows):
        cells = "".join(_cell_html(cell, marked=grid.focus == (r, c)) for c, cell in enumerate(row))
        # Pages stripe their tables; a grid of numbers should look the same everywhere.
        rows.append(f'<tr style="background:none">{cells}</tr>')
    caption = f'<div style="font-size:12px;{QUIET}">{inline(grid.caption)}</div>'
    return (
        f'<div style="max-width:100%;overflow-x:auto"><div style="font-size:13px">'
        f"{inline(grid.title)}</div>"
        f'<table style="border-collapse:collapse;margin:2px 0;{MONOSPACE};{TEXT};'
        f'font-variant-numeric:tabular-nums">{"".join(rows)}</table>'
        f"{caption if grid.caption else ''}</div>"
    )


def _cell_html(cell: str, *, marked: bool) -> str:
    mark = ";outline:2px solid #E66100;outline-offset:-2px;font-weight:bold" if marked else ""
    return (
        f'<td style="border:{EDGE};padding:1px 7px;text-align:right;background:none{mark}">'
        f"{escape(cell)}</td>"
    )


def highlighted(source: str) -> str:
    """Colour Python source with the notebook editor's own colours.

    Parameters
    ----------
    source : str
        Python; what cannot be read as Python is only escaped.

    Returns
    -------
    str
        HTML for inside a `pre`.
    """
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (tokenize.TokenError, SyntaxError):
        return escape(source)
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    pieces, position = [], 0
    for item in tokens:
        colour = SYNTAX.get(_syntax_class(item))
        if colour is None:
            continue
        begin = starts[item.start[0] - 1] + item.start[1]
        end = starts[item.end[0] - 1] + item.end[1]
        pieces.append(escape(source[position:begin]))
        pieces.append(f'<span style="color:{colour}">{escape(source[begin:end])}</span>')
        position = end
    return "".join(pieces) + escape(source[position:])


def _syntax_class(item: tokenize.TokenInfo) -> str:
    if item.type == token.NAME and keyword.iskeyword(item.string):
        return "keyword"
    names = {token.STRING: "string", token.NUMBER: "number", tokenize.COMMENT: "comment"}
    return names.get(item.type, "")
