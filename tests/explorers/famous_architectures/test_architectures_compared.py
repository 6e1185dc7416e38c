import re

import pytest
from driving import check_sound
from hypothesis import given
from hypothesis import strategies as st

from cnnkit import architectures
from cnnkit.architectures.published import PUBLISHED
from cnnkit.explorers import ArchitecturesCompared, LayersSideBySide
from cnnkit.explorers.famous_architectures.architectures_compared import QUANTITIES
from cnnkit.explorers.famous_architectures.layers_side_by_side import COUNTS
from cnnkit.explorers.famous_architectures.networks import TITLES, depth, stages

TITLE = st.sampled_from(list(TITLES))
QUANTITY = st.sampled_from(list(QUANTITIES))


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row.name)
def test_the_stages_add_up_to_what_is_published(row):
    found = stages(row.title)
    assert sum(stage.parameters for stage in found) == row.parameters
    assert sum(stage.multiply_adds for stage in found) == row.multiply_adds


@pytest.mark.parametrize("title", ["VGG-11", "AlexNet", "GoogLeNet", "ResNet-18", "MobileNetV2"])
def test_the_fields_are_those_of_the_summary(title):
    row = TITLES[title]
    rows = getattr(architectures, row.name)().summary(row.image).rows
    for stage in stages(title):
        fields = [
            each.receptive_field[0]
            for each in rows
            if len(each.output_shape) == 3
            and stage.size == f"{each.output_shape[0]}×{each.output_shape[1]}"
        ]
        assert stage.size == "dense" or stage.field == max(fields)


def test_depths_are_those_in_the_names():
    for title in TITLES:
        number = re.search(r"-(\d+)$", title)
        if number and title != "LeNet-5":
            assert depth(title) == int(number[1])
    assert (depth("AlexNet"), depth("GoogLeNet"), depth("LeNet-5")) == (8, 22, 5)


@given(QUANTITY, QUANTITY, TITLE)
def test_points_lie_where_the_numbers_say(x, y, network):
    explorer = ArchitecturesCompared(x=x, y=y, network=network)
    page = check_sound(explorer)
    result = explorer.result
    assert set(result.points) | set(result.missing) == set(TITLES)
    assert len(page.all(tag="circle")) == len(result.points)
    for name, place in result.points.items():
        row = TITLES[name]
        numbers = {
            "year": row.year,
            "parameters": row.parameters / 1e6,
            "multiply-adds": row.multiply_adds / 1e9,
            "layers": depth(name),
            "accuracy": row.top_1,
        }
        assert place == (numbers[x], numbers[y])
    assert f"{TITLES[network].parameters:,} parameters" in explorer.description


def test_networks_without_an_accuracy_are_named():
    explorer = ArchitecturesCompared(x="year", y="accuracy")
    assert "LeNet-5" in explorer.result.missing
    assert "no number here: LeNet-5" in explorer._picture_view.value


@given(TITLE, TITLE, st.sampled_from(list(COUNTS)))
def test_shares_of_two_networks_add_up(left, right, count):
    explorer = LayersSideBySide(left=left, right=right, count=count)
    check_sound(explorer)
    result = explorer.result
    for side in ("left", "right"):
        shares = [result.share(side, stage) for stage in result.stages[side]]
        assert sum(shares) == pytest.approx(100)
        assert f"{max(shares):.0f} % are" in explorer.description
