"""Images that are made: those that excite, and those that mislead."""

import numpy as np
import pytest
from driving import check_sound
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import softmax

from cnnkit import pretrained
from cnnkit.explorers import AdversarialStep, ExcitingImage
from cnnkit.explorers.what_the_network_sees.adversarial_step import (
    AGAINST,
    RANDOM,
    SIZES,
)
from cnnkit.explorers.what_the_network_sees.exciting_image import LAYERS, PLAIN, STEPS
from cnnkit.explorers.what_the_network_sees.networks import prepared
from cnnkit.insight import network_up_to


@settings(max_examples=20)
@given(st.integers(0, 9), st.sampled_from(SIZES), st.sampled_from([AGAINST, RANDOM]))
def test_a_step_is_small_and_read_as_the_network_reads_it(digit, levels, direction):
    explorer = AdversarialStep(photo=f"digit {digit}", levels=levels, direction=direction)
    check_sound(explorer)
    result = explorer.result
    assert np.abs(result.after - result.before).max() <= levels + 1e-3
    logits = pretrained.digits_cnn().forward(result.after[None, :, :, None] / np.float32(255))
    p = softmax(logits[0].astype(float))
    assert result.best[0][0] == str(p.argmax())
    assert result.best[0][1] == pytest.approx(p.max(), abs=1e-4)


def test_the_stored_step_is_what_the_network_says():
    model, x = pretrained.efficientnet_lite0(), prepared("coffee")
    label = int(model.forward(x).argmax())
    logits = model.forward(x)
    p = softmax(logits[0].astype(float))
    # The logit's own slope is enough here: the loss pushes it down, the others up.
    dlogits = (p - np.eye(1000)[label]).astype(np.float32)[None]
    signs = np.sign(model.backward(dlogits))
    changed = np.clip(x + np.float32(1 / 128) * signs, -127 / 128, 1)
    after = softmax(model.forward(changed)[0].astype(float))[label]
    result = AdversarialStep(photo="coffee", levels=1).result
    assert result.size == 1
    assert result.chance == pytest.approx(after, abs=0.02)
    assert (result.signs == signs[0, 62:162, 62:162]).mean() > 0.98


def test_random_signs_hardly_matter_on_photos():
    for photo in ("coffee", "camera"):
        against = AdversarialStep(photo=photo, levels=1).result
        chance = AdversarialStep(photo=photo, levels=1, direction=RANDOM).result
        assert chance.chance > against.chance + 0.2


@settings(max_examples=10)
@given(st.sampled_from(list(LAYERS)), st.integers(0, 7), st.integers(0, STEPS))
def test_a_made_image_excites_as_much_as_it_says(what, channel, step):
    explorer = ExcitingImage(what=what, channel=channel, step=step)
    check_sound(explorer)
    result = explorer.result
    image = result.run.images[step]
    assert 0 <= image.min() <= image.max() <= 1
    part = network_up_to(pretrained.digits_cnn(), LAYERS[what][0])
    answer = part.forward(image[None, :, :, None])[..., channel].mean()
    assert result.value == pytest.approx(float(answer), rel=1e-3, abs=1e-4)


@pytest.mark.parametrize("channel", range(10))
def test_every_class_can_be_excited_beyond_all_real_digits(channel):
    result = ExcitingImage(channel=channel, step=STEPS, way=PLAIN).result
    assert result.value > result.real_value
    assert result.run.probabilities[STEPS].argmax() == channel
