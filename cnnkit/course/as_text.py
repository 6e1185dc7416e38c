"""Cards as plain text, for terminals, tests and screen readers."""

import textwrap

from cnnkit.course.card import SIGNS, Block, Card, Code, Grid, Grids, Items, Paragraph

WIDTH = 88


def text_of(card: Card) -> str:
    """Write a card as plain text, always the same for the same card.

    Parameters
    ----------
    card : Card

    Returns
    -------
    str
        Lines of at most 88 characters, except where an array or code is wider.

    Examples
    --------
    >>> print(text_of(Card("right", "convolve2d", (Paragraph("Well done."),))))
    ✓ Right: convolve2d
      Well done.
    """
    head = f"{SIGNS[card.kind]} {heading(card)}"
    body = "\n".join(_block_text(block) for block in card.blocks)
    return head if not body else head + "\n" + textwrap.indent(body, "  ")


def heading(card: Card) -> str:
    """Give the word for the card's kind with its title; questions and tables need no word."""
    if card.kind in ("question", "progress"):
        return card.title
    return f"{card.kind.capitalize()}: {card.title}"


def _block_text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return textwrap.fill(block.text, WIDTH - 2, break_long_words=False)
    if isinstance(block, Code):
        return textwrap.indent(block.source, "    ")
    if isinstance(block, Items):
        return "\n".join(_item_text(mark, text) for mark, text in block.lines)
    return _grids_text(block)


def _item_text(mark: str, text: str) -> str:
    prefix = f"{mark} "
    return textwrap.fill(
        text, WIDTH - 2, initial_indent=prefix, subsequent_indent=" " * len(prefix)
    )


def _grids_text(block: Grids) -> str:
    drawn = [_grid_lines(grid) for grid in block.grids]
    beside = sum(len(lines[0]) for lines in drawn) + 3 * (len(drawn) - 1)
    if beside > WIDTH:
        return "\n".join(line.rstrip() for lines in drawn for line in lines)
    height = max(len(lines) for lines in drawn)
    padded = [lines + [" " * len(lines[0])] * (height - len(lines)) for lines in drawn]
    return "\n".join("   ".join(row).rstrip() for row in zip(*padded, strict=True))


def _grid_lines(grid: Grid) -> list[str]:
    """Draw one grid as lines of equal length; the marked cell stands in >arrows<."""
    cells = [list(row) for row in grid.rows]
    if grid.focus is not None:
        row, column = grid.focus
        cells[row][column] = f">{cells[row][column]}<"
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [grid.title + ":"]
    for row_cells in cells:
        justified = (cell.rjust(width) for cell, width in zip(row_cells, widths, strict=True))
        lines.append("  " + " ".join(justified))
    if grid.caption:
        lines.append(f"  ({grid.caption})")
    longest = max(map(len, lines))
    return [line.ljust(longest) for line in lines]
