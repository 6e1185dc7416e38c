"""A network that has forgotten what it learned, from the top down to a layer."""

import numpy as np

from cnnkit.functional.checks import generator
from cnnkit.insight.parts import built_for, network_up_to
from cnnkit.layers import Sequential
from cnnkit.layers.architecture import from_plain, plain


def randomised(model: Sequential, *, layer: str, rng: np.random.Generator) -> Sequential:
    """Return a copy of a network whose parameters are drawn anew, from the top down to a layer.

    The sanity check of explanations: a picture that says why a network decides as it does must
    change, when the network no longer knows anything. One that stays the same shows the image.

    Parameters
    ----------
    model : Sequential
        A network that is built. It stays as it is.
    layer : str
        The lowest layer that is drawn anew; those below keep their parameters.
    rng : numpy.random.Generator
        Draws them, as `build` does.

    Returns
    -------
    Sequential
        Of the same architecture. It shares nothing with the network.

    Raises
    ------
    RuntimeError, ValueError
        As `network_up_to` does.

    Notes
    -----
    Source: J. Adebayo et al., "Sanity Checks for Saliency Maps", NeurIPS 2018 (cascading
    randomisation).

    Examples
    --------
    >>> from cnnkit import pretrained
    >>> model = pretrained.digits_cnn()
    >>> copy = randomised(model, layer="dense_1", rng=np.random.default_rng(0))
    >>> pairs = zip(model.parameters(), copy.parameters())
    >>> [p.name for p, q in pairs if not np.array_equal(p.value, q.value)]
    ['dense_1.weight', 'dense_1.bias']
    """
    *kept, _ = network_up_to(model, layer)
    copy = Sequential([from_plain(plain(each)) for each in model])
    copy.build(built_for(model), generator(rng))
    for old, new in zip(kept, network_up_to(copy, layer), strict=False):
        new.load_state(old.state())
    return copy
