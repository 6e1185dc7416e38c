"""The table of a network, as text and as HTML."""

from html.parser import HTMLParser

import numpy as np

from cnnkit.layers import Conv2D, Dense, Flatten, MaxPool2D, ReLU, Residual, Sequential

# The documents' network, as they print it.
TABLE = """\
name          kind       output shape  parameters  multiply-adds  receptive field
conv2d_1      Conv2D     (30, 30, 32)         896        777,600              3×3
relu_1        ReLU       (30, 30, 32)           0              0              3×3
max_pool2d_1  MaxPool2D  (15, 15, 32)           0              0              4×4
conv2d_2      Conv2D     (13, 13, 64)      18,496      3,115,008              8×8
relu_2        ReLU       (13, 13, 64)           0              0              8×8
max_pool2d_2  MaxPool2D  (6, 6, 64)             0              0            10×10
conv2d_3      Conv2D     (4, 4, 64)        36,928        589,824            18×18
relu_3        ReLU       (4, 4, 64)             0              0            18×18
flatten_1     Flatten    (1024,)                0              0            30×30
dense_1       Dense      (64,)             65,600         65,536            30×30
relu_4        ReLU       (64,)                  0              0            30×30
dense_2       Dense      (10,)                650            640            30×30
total                                     122,570      4,548,608
input (32, 32, 3)"""


def tutorial_network():
    """The network of the course's documents."""
    return Sequential([
        *(Conv2D(32, 3), ReLU(), MaxPool2D(2), Conv2D(64, 3), ReLU(), MaxPool2D(2)),
        *(Conv2D(64, 3), ReLU(), Flatten(), Dense(64), ReLU(), Dense(10)),
    ])  # fmt: skip


class Cells(HTMLParser):
    """Reads a table's rows, and with each cell the tag and the scope that it has."""

    def __init__(self):
        super().__init__()
        self.rows, self.styles, self.caption, self.open = [], [], "", ""

    def handle_starttag(self, tag, attributes):
        self.open = tag
        self.styles.append(dict(attributes).get("style"))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append([tag, dict(attributes).get("scope"), ""])

    def handle_endtag(self, tag):
        self.open = ""

    def handle_data(self, data):
        if self.open == "caption":
            self.caption += data
        else:
            self.rows[-1][-1][2] += data


def test_the_documents_network():
    model = tutorial_network()
    assert str(model.summary((32, 32, 3))) == repr(model.summary((32, 32, 3))) == TABLE
    model.build((32, 32, 3), np.random.default_rng(0))
    assert str(model.summary()) == TABLE
    assert model.count((32, 32, 3)) == (122_570, 4_548_608)
    assert (model.summary().parameters, model.summary().multiply_adds) == (122_570, 4_548_608)
    assert model.summary().rows[6].receptive_field == (18, 18)


def test_a_notebook_shows_the_same_as_a_table_with_headers():
    model = tutorial_network()
    reader = Cells()
    reader.feed(model.summary((32, 32, 3))._repr_html_())
    heads, *rows = reader.rows
    assert {(tag, scope) for tag, scope, _ in heads} == {("th", "col")}
    assert {(row[0][0], row[0][1]) for row in rows} == {("th", "row")}
    assert {cell[0] for row in rows for cell in row[1:]} == {"td"}
    assert "(32, 32, 3)" in reader.caption
    assert reader.styles[0] == "overflow-x:auto"  # on a phone the table scrolls, not the page
    lines = [" ".join(text for *_, text in row if text) for row in reader.rows]
    assert lines == [" ".join(line.split()) for line in TABLE.splitlines()[:-1]]


def test_text_in_a_table_is_escaped():
    class Odd(ReLU):
        pass

    Odd.__name__ = "<b>"
    html = Sequential([Odd()]).summary((1, 1, 1))._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_rows_add_up_where_layers_are_joined():
    model = Sequential([Residual(Sequential([Conv2D(4, 3, padding=1)]), Conv2D(4, 1)), ReLU()])
    rows = model.summary((8, 8, 2)).rows
    assert [(row.name, row.kind, row.parameters) for row in rows] == [
        ("residual_1.body.conv2d_1", "Conv2D", 76),
        ("residual_1.shortcut", "Conv2D", 12),
        ("residual_1", "Residual", 0),
        ("relu_1", "ReLU", 0),
    ]
    assert model.count((8, 8, 2)) == (88, sum(row.multiply_adds for row in rows))


def test_rows_of_features_have_no_receptive_field():
    summary = Sequential([Dense(3)]).summary((4,))
    assert summary.rows[0].receptive_field is None
    assert str(summary).splitlines()[1].split() == ["dense_1", "Dense", "(3,)", "15", "12"]
