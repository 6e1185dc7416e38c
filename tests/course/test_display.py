"""Cards in HTML and in text: escaped, trimmed, marked, the same every time."""

import re
from html.parser import HTMLParser

import numpy as np
import pytest

from cnnkit.course.as_html import COLOURS, highlighted, html_of, inline
from cnnkit.course.as_text import text_of
from cnnkit.course.card import SIGNS, Card, Code, Grids, Items, Paragraph, blocks_from
from cnnkit.course.grid import cell_text, grid_of
from cnnkit.course.lessons import convolution

EVIL = "<script>alert(1)</script>\"'&`<img src=x onerror=alert(1)>`"
BLOCKS = (
    Paragraph(EVIL),
    Code(EVIL),
    Items(((EVIL, EVIL),)),
    Grids((grid_of(EVIL, EVIL), grid_of("b", "<b>"))),
)


class Tags(HTMLParser):
    """Collects the tags, and checks that they are closed in order."""

    def __init__(self, html):
        super().__init__()
        self.seen, self.open = set(), []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("kind", SIGNS)
def test_nothing_a_text_holds_becomes_markup(kind):
    html = html_of(Card(kind, EVIL, BLOCKS))
    assert Tags(html).seen <= {"div", "p", "pre", "span", "table", "tr", "td", "code"}
    assert "onerror=alert(1)>" not in html


def test_what_a_learner_returns_cannot_add_markup():
    class Evil:
        def __repr__(self):
            return EVIL

    def answer(x, kernel):
        return Evil()

    def crash(x, kernel):
        raise ValueError(EVIL)

    for wrong in (answer, crash, Evil(), EVIL):
        html = convolution.convolve2d.check(wrong)._repr_mimebundle_()["text/html"]
        assert "<script" not in html
        assert "<img" not in html
        Tags(html)


@pytest.mark.parametrize("kind", SIGNS)
def test_sign_word_and_colour_go_together(kind):
    card = Card(kind, "title")
    html = html_of(card)
    assert SIGNS[kind] in html
    assert COLOURS[kind] in html
    assert 'role="status"' in html
    if kind not in ("question", "progress"):
        assert kind.capitalize() in html
        assert kind.capitalize() in text_of(card)


def test_signs_are_all_different():
    assert len(set(SIGNS.values())) == len(SIGNS)


def test_colours_follow_the_theme():
    html = html_of(Card("wrong", "title", BLOCKS))
    assert "var(--jp-ui-font-color1, inherit)" in html
    for colour in re.findall(r"(?<!-)color:([^;\"]+)", html):
        assert colour.startswith("var(--jp-")


def test_backticks_become_code_and_nothing_else():
    assert "<code" in inline("see `x`")
    assert "*" in inline("2 * x")


def test_source_keeps_every_character():
    source = convolution.convolve_channels.solution_source
    html = highlighted(source)
    assert "keyword" in html
    plain = re.sub(r"<[^>]+>", "", html).replace("&lt;", "<").replace("&gt;", ">")
    assert plain.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&") == source


def test_source_that_is_no_python_is_only_escaped():
    assert highlighted("y[i] = Σ <over> ('") == "y[i] = Σ &lt;over&gt; (&#x27;"


def test_text_lines_are_short():
    for exercise in convolution.EXERCISES:
        verdict = exercise.check(exercise.misconceptions[0].answer)
        assert max(map(len, str(verdict).splitlines())) <= 92


def test_texts_are_the_same_every_time():
    exercise = convolution.convolve2d
    wrong = exercise.misconceptions[0].answer
    first, second = (exercise.check(wrong)._repr_mimebundle_() for _ in range(2))
    assert first == second


def test_small_arrays_are_shown_whole():
    grid = grid_of("x", np.arange(6).reshape(2, 3), (1, 2))
    assert grid.rows == (("0", "1", "2"), ("3", "4", "5"))
    assert grid.focus == (1, 2)
    assert grid.caption == "2 × 3"


def test_large_arrays_are_cut_around_the_marked_element():
    grid = grid_of("x", np.arange(10000).reshape(100, 100), (50, 99))
    assert len(grid.rows) == 10
    assert len(grid.rows[0]) == 13
    row, column = grid.focus
    assert grid.rows[row][column] == "5099"
    assert set(grid.rows[0]) == {"…"}
    assert grid.rows[1][0] == "…"


def test_of_more_axes_the_part_with_the_element_is_shown():
    x = np.arange(24).reshape(2, 3, 4)
    grid = grid_of("x", x, (1, 2, 3))
    assert grid.rows[1][2] == "23"
    assert "[:, :, 3]" in grid.caption


def test_of_four_axes_those_of_an_image_or_of_a_kernel_are_shown():
    x = np.arange(120).reshape(2, 3, 4, 5)
    image = grid_of("x", x, (1, 2, 3, 4))
    assert "[1, :, :, 4]" in image.caption
    assert (len(image.rows), len(image.rows[0])) == (3, 4)
    assert image.rows[2][3] == "119"
    assert image.focus == (2, 3)
    kernel = grid_of("kernel", x, (1, 2, 3, 4), kernel=True)
    assert "[:, :, 3, 4]" in kernel.caption
    assert kernel.rows[1][2] == "119"


@pytest.mark.parametrize(
    "value",
    [None, "word", 3, 2.5, [], np.zeros((0, 2)), [1, 2], (1, [2]), np.zeros(30), object],
    ids=str,
)
def test_anything_can_be_a_grid(value):
    grid = grid_of("x", value)
    assert grid.rows
    assert text_of(Card("hint", "", (Grids((grid,)),)))


def test_an_index_that_does_not_belong_is_left_out():
    assert grid_of("x", np.zeros((2, 2)), (5, 5)).focus is None
    assert grid_of("x", np.zeros((2, 2)), (1,)).focus is None


def test_a_pair_is_shown_as_a_pair():
    assert grid_of("got", (np.int64(0), 1), (1,)).rows == (("(0, 1)",),)


def test_numbers_in_cells():
    values = [np.float64(-0.0), np.int8(-3), np.float64(np.nan), np.complex128(1 + 2j), np.bool_(0)]
    assert [cell_text(value) for value in values] == ["0", "-3", "nan", "1+2j", "False"]


def test_grids_that_are_too_wide_stand_under_each_other():
    wide = grid_of("wide", np.full((2, 6), 12345.0))
    beside = text_of(Card("hint", "", (Grids((wide,)),)))
    below = text_of(Card("hint", "", (Grids((wide, wide, wide)),)))
    assert len(below.splitlines()) == 3 * (len(beside.splitlines()) - 1) + 1


def test_blocks_are_read_from_a_text():
    text = "One\nline.\n\n    a = 1\n\n    b = 2\n\nTwo."
    kinds = [type(block).__name__ for block in blocks_from(text)]
    assert kinds == ["Paragraph", "Code", "Code", "Paragraph"]
    assert blocks_from("") == ()
