"""What teachers are given: slides that need no network, and an answer key that is up to date."""

import doctest
import re
from pathlib import Path

import nbformat
import pytest

from cnnkit.course import lessons
from tools.teaching import handouts, pages, prose, slides
from tools.teaching.deck import ROOM, Deck

ROOT = Path(__file__).parent.parent
HEADINGS = re.compile(r"^#+ (.+)$", re.MULTILINE)
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def deck_of(*cells, lesson=None):
    return Deck(nbformat.v4.new_notebook(cells=list(cells)), lesson)


def text(source, **metadata):
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


@pytest.mark.parametrize("module", [prose, handouts])
def test_examples_run(module):
    result = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0


def test_the_answer_key_is_what_the_lessons_say():
    stored = {path.name: path.read_text(encoding="utf-8") for path in pages.FOLDER.glob("*.md")}
    assert stored == pages.pages(), "run: make teaching-pages"


def test_the_guide_counts_what_is_there():
    assert pages.GUIDE.read_text(encoding="utf-8") == pages.guide(), "run: make teaching-pages"
    rows = [line for line in pages.table().splitlines() if line.startswith("| [")]
    assert len(rows) == len(NOTEBOOKS)
    assert all(re.search(r"\) \| \d+ \|", row) for row in rows), "a notebook names no minutes"


def test_links_of_the_guide_lead_somewhere():
    for path in (pages.GUIDE, *pages.FOLDER.glob("*.md")):
        words = path.read_text(encoding="utf-8")
        anchors = {
            re.sub(r"[^a-z -]", "", h.lower()).replace(" ", "-") for h in HEADINGS.findall(words)
        }
        for target in re.findall(r"\]\(([^)\s]+)\)", words):
            if target.startswith("#"):
                assert target[1:] in anchors, target
            elif not target.startswith("http"):
                assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_answer_key_holds_every_solution_and_every_mistake():
    key = "\n".join(pages.pages().values())
    for lesson in lessons.modules():
        for exercise in lesson.EXERCISES:
            assert exercise.solution_source.rstrip() in key
            for mistake in exercise.misconceptions:
                assert f"*{mistake.name}*" in key
        for question in (*lesson.QUESTIONS, *lesson.quiz.questions):
            assert f"**({question.right_letter}) right.**" in key


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_slides_of_every_notebook(path):
    page = slides.page(path)
    outside = [url for url in re.findall(r'(?:src|href)="(.*?)"', page) if url.startswith("http")]
    loaded = re.findall(r"<(?:script|link|iframe|img)[^>]*(?:src|href)=\"(?!data:)", page)
    assert loaded == [], "a slide loads something"
    assert all("github.com/OWNER" not in url for url in outside)
    assert page.count("<section") > 8
    assert "<img" in page
    assert re.findall(r'<img alt=""', page) == []
    written = re.sub(
        r"<pre>.*?</pre>|<code>.*?</code>|<annotation.*?</annotation>", "", page, flags=re.S
    )
    assert re.findall(r"\$[^$<]*\\[a-z]+[^$<]*\$", written) == [], "a formula is left in TeX"


def test_a_slide_holds_what_is_for_the_wall_and_notes_hold_the_rest():
    deck = deck_of(
        text("# Convolution\n\n**You will slide a window.**"),
        text("## A window\n\nA long story.\n\nThe **stride** is a step.\n\n$$n - k + 1$$"),
        text("**Listen for**: steps.", tags=["teacher"]),
    )
    first, second = deck.slides
    assert (first.title, second.title, second.part) == ("Convolution", "A window", "")
    assert "slide a window" in first.body[0]
    assert "Listen for" in first.notes[0]
    assert "stride" in second.body[0]
    assert "<math" in second.body[1]
    assert "A long story" in second.notes[0]


def test_what_does_not_fit_goes_to_a_next_slide_under_the_same_heading():
    lists = "\n\n".join(f"- **{number}**\n- more\n- more\n- more" for number in range(9))
    deck = deck_of(text(f"# Lists\n\n{lists}"))
    assert len(deck.slides) > 1
    assert {slide.title for slide in deck.slides} == {"Lists"}
    assert all(slide.lines <= ROOM for slide in deck.slides)


def test_questions_and_tasks_are_shown_with_their_answers_in_the_notes():
    lesson = lessons.modules()[0]
    cells = [
        nbformat.v4.new_code_cell(f"lesson.{thing.name}")
        for thing in (lesson.QUESTIONS[0], lesson.EXERCISES[0])
    ]
    deck = deck_of(
        text("# Start"), text("## Predict"), cells[0], text("## Build"), cells[1], lesson=lesson
    )
    predict, build = deck.slides
    assert lesson.QUESTIONS[0].choices[0].text in predict.body[0].replace("<code>", "`").replace(
        "</code>", "`"
    )
    assert "right.</strong>" in predict.notes[0]
    assert "<pre>" in build.notes[0] or "<code" in build.notes[0] or "highlight" in build.notes[0]


def test_the_command_writes_the_notebooks_that_are_named(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(slides, "FOLDER", tmp_path / "slides")
    monkeypatch.setattr(slides, "ROOT", tmp_path)
    monkeypatch.setattr("sys.argv", ["slides", str(NOTEBOOKS[0])])
    slides.main()
    assert [path.name for path in (tmp_path / "slides").iterdir()] == [f"{NOTEBOOKS[0].stem}.html"]
    assert capsys.readouterr().out.strip() == f"slides/{NOTEBOOKS[0].stem}.html"
