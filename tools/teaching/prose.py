"""Markdown to HTML that needs no network: formulas become MathML, which browsers can draw."""

import re
from html import escape

from latex2mathml.converter import convert
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

FENCE = re.compile(r"^(```|\$\$)")


class _Renderer(IPythonRenderer):
    """Writes formulas as MathML in place of the TeX that a script would have to set."""

    def block_math(self, body: str) -> str:
        return f'<div class="formula">{convert(body.strip(), display="block")}</div>'

    def inline_math(self, body: str) -> str:
        return str(convert(body.strip()))


def to_html(text: str) -> str:
    r"""Turn a notebook's Markdown into HTML.

    Examples
    --------
    >>> to_html("A **kernel** of `3`.")
    '<p>A <strong>kernel</strong> of <code>3</code>.</p>\n'
    >>> "<math" in to_html("$k - 1$"), "$" in to_html("$k - 1$")
    (True, False)
    """
    renderer = _Renderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(text))


def code(source: str) -> str:
    """Set code or printed text, without colours: they would say nothing in print."""
    return f"<pre>{escape(source.rstrip())}</pre>"


def blocks(text: str) -> list[str]:
    r"""Split Markdown into paragraphs, lists, tables and formulas; fenced blocks stay whole.

    Examples
    --------
    >>> blocks("One.\n\n- two\n- three\n\n```\na\n\nb\n```")
    ['One.', '- two\n- three', '```\na\n\nb\n```']
    """
    found: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        mark = FENCE.match(line)
        if mark and not fence and line.count(mark[0]) == 1:
            fence = mark[0]
        elif fence and line.rstrip().endswith(fence):
            fence = ""
        if line.strip() or fence:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return ["\n".join(lines) for lines in found if lines]
