"""Make slides of notebooks: one HTML file each, with everything in it.

Usage: python -m tools.teaching.slides [NOTEBOOK ...]
(or: make slides, for all; make slides NOTEBOOK=notebooks/03_convolution.ipynb)

They are written into the folder slides/, and any browser opens them, also where there is no
network. Arrow keys or space move on, N shows the teacher's notes, printing makes a page of each.
"""

import sys
from html import escape
from pathlib import Path

import nbformat

from tools.teaching.deck import Deck, Slide
from tools.teaching.pages import lesson_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FOLDER = ROOT / "slides"


def section(slide: Slide, number: int) -> str:
    """Write one slide."""
    kind = ' class="first"' if number == 0 else ""
    return (
        f'<section{kind} aria-label="Slide {number + 1}">\n<p class="part">{escape(slide.part)}</p>'
        f'\n<h1 tabindex="-1">{escape(slide.title)}</h1>\n<div class="body">'
        f"{''.join(slide.body)}</div>\n<aside>{''.join(slide.notes)}</aside>\n</section>"
    )


def page(notebook: Path) -> str:
    """Write all slides of a notebook."""
    deck = Deck(nbformat.read(notebook, as_version=4), lesson_of(notebook.name))
    sections = "\n".join(section(slide, number) for number, slide in enumerate(deck.slides))
    style, script = (
        (HERE / f"slides.{kind}").read_text(encoding="utf-8") for kind in ("css", "js")
    )
    return f"""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(deck.slides[0].title)}</title>
<style>
{style}</style>
<main>
{sections}
</main>
<footer><span class="keys">{escape(notebook.name)} · arrows move, N shows the notes</span>
<span><button class="back" aria-label="Previous slide">‹</button>
<span class="place" aria-live="polite"></span>
<button class="on" aria-label="Next slide">›</button>
<button class="notes">Notes</button></span></footer>
<script>
{script}</script>
</html>
"""


def main() -> None:
    """Write the slides of the notebooks that the command line names, or of all."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    FOLDER.mkdir(exist_ok=True)
    for path in paths:
        target = FOLDER / f"{path.stem}.html"
        target.write_text(page(path), encoding="utf-8")
        print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
