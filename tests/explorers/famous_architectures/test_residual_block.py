import pytest
from driving import check_sound
from hypothesis import given
from hypothesis import strategies as st

from cnnkit.architectures import bottleneck, inverted_bottleneck, residual_block
from cnnkit.explorers import ResidualBlock
from cnnkit.explorers.famous_architectures.residual_block import (
    BOTTLENECK,
    CHANNELS,
    INVERTED,
    KINDS,
    PLAIN,
    RESIDUAL,
    SIDES,
)

STATES = (st.sampled_from(CHANNELS), st.sampled_from(SIDES), st.booleans())


def counts(explorer):
    return explorer.result.parameters, explorer.result.multiply_adds


@given(*STATES)
def test_a_residual_block_is_that_of_the_library(channels, side, halve):
    explorer = ResidualBlock(kind=RESIDUAL, channels=channels, side=side, halve=halve)
    check_sound(explorer)
    layer = residual_block(channels * (1 + halve), stride=1 + halve)
    assert layer.count((side, side, channels)) == counts(explorer)


@given(st.sampled_from(CHANNELS[2:]), st.sampled_from(SIDES))
def test_a_bottleneck_is_that_of_the_library(channels, side):
    explorer = ResidualBlock(kind=BOTTLENECK, channels=channels, side=side, middle=4)
    assert bottleneck(channels // 4).count((side, side, channels)) == counts(explorer)
    explorer.update(halve=True)
    layer = bottleneck(channels // 2, stride=2)
    assert layer.count((side, side, channels)) == counts(explorer)


@given(*STATES, st.integers(1, 6))
def test_an_inverted_bottleneck_is_that_of_the_library(channels, side, halve, expansion):
    explorer = ResidualBlock(
        kind=INVERTED, channels=channels, side=side, halve=halve, middle=expansion
    )
    check_sound(explorer)
    filters = channels * (1 + halve)
    layer = inverted_bottleneck(channels, filters, stride=1 + halve, expansion=expansion)
    assert layer.count((side, side, channels)) == counts(explorer)
    assert explorer.result.is_added == (not halve)


@pytest.mark.parametrize("kind", KINDS)
def test_only_some_blocks_have_a_middle(kind):
    explorer = ResidualBlock(kind=kind)
    assert explorer.controls["middle"].disabled == (kind in (PLAIN, RESIDUAL))


def test_a_plain_block_adds_nothing():
    explorer = ResidualBlock(kind=PLAIN)
    assert "Nothing is added." in explorer.description
    assert "<circle" not in explorer._picture_view.value
    assert counts(explorer) == counts(ResidualBlock(kind=RESIDUAL))
