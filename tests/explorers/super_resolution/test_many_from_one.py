"""Different pictures with the same small one."""

import itertools
import re

import numpy as np
import pytest
from driving import check_sound

from cnnkit.applications import super_resolution as sr
from cnnkit.explorers import ManyFromOne
from cnnkit.explorers.super_resolution.many_from_one import DETAILS


@pytest.mark.parametrize("by", sr.SHRINKING)
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_small_pictures_agree_and_the_large_ones_do_not(by, scale):
    for added, amount in itertools.product(DETAILS, (-1.0, 0.5, 1.0)):
        explorer = ManyFromOne(by=by, scale=scale, added=added, amount=amount)
        result = explorer.result
        smalls = [
            sr.shrink(large[:, :, None], scale, by=by)[:, :, 0]
            for large in (result.first, result.second)
        ]
        np.testing.assert_allclose(smalls, [result.small_first, result.small_second])
        assert result.apart > 25
        assert abs(smalls[0] - smalls[1]).max() * 255 < 1
        assert "on a screen they are the same picture" in explorer.description
        said = float(re.search(r"up to (\d+) levels", explorer.description)[1])
        assert said == pytest.approx(255 * abs(result.first - result.second).max(), abs=0.51)
    check_sound(explorer)


def test_no_amount_is_no_difference():
    result = ManyFromOne(amount=0.0).result
    np.testing.assert_array_equal(result.first, result.second)
