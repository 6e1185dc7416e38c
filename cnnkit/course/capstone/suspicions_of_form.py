"""Mistakes that show in what comes out of a network, and in what went in while it trained."""

import numpy as np

from cnnkit.course.capstone.evidence import Evidence, score
from cnnkit.training import Augmentation

# What comes out.


def not_one_logit_a_class(e: Evidence) -> bool:
    """Your network does not give one number for each class.

    Ten classes need ten logits: end with `Dense(10)`, and nothing behind it.
    """
    return e.labelled and not e.right_shape


def another_size_comes_out(e: Evidence) -> bool:
    """Your network gives out another size, or other channels, than an image has.

    Every convolution without padding takes rows and columns away, and every pooling more. Use
    `padding="same"` and no pooling, and end with a convolution of a single filter.
    """
    return not e.labelled and not e.right_shape


def not_a_number(e: Evidence) -> bool:
    """Your network answers with NaN or infinity: the training ran away.

    Start again with fresh weights and a third of the learning rate, and look at what goes in.
    """
    return not np.isfinite(e.outputs).all()


def always_the_same_answer(e: Evidence) -> bool:
    """Your network says the same to every image.

    Units that ReLU has switched off for good, after steps that were too large, do this. So does an
    input of zeros. Try a smaller learning rate and fresh weights.
    """
    spread = np.ptp(e.outputs.astype(np.float64), axis=0).max()
    return bool(np.isfinite(spread) and spread <= 1e-6 * max(1.0, float(abs(e.outputs).max())))


def softmax_twice(e: Evidence) -> bool:
    """Your network ends with a softmax, and the loss applies another one.

    The outputs are positive and sum to 1. The second softmax hardly tells them apart, so that the
    loss cannot fall far (notebook 12). End with logits.
    """
    if not e.labelled:
        return False
    sums = e.outputs.sum(axis=1)
    return bool((e.outputs >= 0).all() and np.allclose(sums, 1, atol=1e-3))


def relu_behind_the_logits(e: Evidence) -> bool:
    """Your network ends with a ReLU: no logit is below 0.

    It can say for a class, and never against one; where a logit is cut off, its gradient is 0. Take
    away the last ReLU.
    """
    if not e.labelled or softmax_twice(e):
        return False
    return bool((e.outputs >= 0).all() and (e.outputs == 0).mean() > 0.02)


def gives_the_noise(e: Evidence) -> bool:
    """Your network answers with the noise, and the image is asked for.

    Subtracted from its input, its output would be a good image. To learn the noise is a fine idea:
    put the layers into `Residual`, which adds the input by itself.
    """
    x, clean = e.splits.validation
    return not e.labelled and score(x - e.outputs, clean) > e.validation + 3


def gives_the_input_back(e: Evidence) -> bool:
    """Your network gives its input back, noise and all.

    Were the clean images among what it was given to learn from? What goes in is noisy, and what
    should come out is clean: `track.train` has them in this order.
    """
    noisy, clean = e.splits.validation
    if e.labelled:
        return False
    from_input = float(np.mean((e.outputs - noisy) ** 2))
    return from_input < 0.15 * float(np.mean((noisy - clean) ** 2))


# What went in.


def test_images_in_training(e: Evidence) -> bool:
    """You trained on test images. What the network reads of them it knows by heart.

    Test images set no weight and decide no choice (notebook 12). Train with what the track gives
    you; this network cannot be examined any more.
    """
    return e.share_known(e.splits.test) > 0.02


def validation_images_in_training(e: Evidence) -> bool:
    """You trained on validation images, so that your accuracy on them says nothing any more.

    Some people add them at the very end, when nothing is left to choose. Then only the test images
    can judge.
    """
    return e.share_known(e.splits.validation) > 0.02


def labels_of_other_images(e: Evidence) -> bool:
    """Your images were trained with labels of other images.

    Shuffled alone, or cut at another place? Images and labels need the same order:
    `order = rng.permutation(len(x))`, then `x[order]` and `y[order]`.
    """
    return e.share_mislabelled > 0.05


def pixels_up_to_255(e: Evidence) -> bool:
    """You trained on pixels from 0 to 255, and the network is asked with pixels from 0 to 1.

    All it learned about brightness is off by 255. Use `images.to_float`, as the track does.
    """
    return e.run.data is not None and float(np.max(e.run.data[0])) > 20


def other_numbers_than_in_use(e: Evidence) -> bool:
    """Your training images have another mean or spread than those the network is asked with.

    If you normalise, do it *inside* the network, or to every part with the mean and the standard
    deviation of the training images (notebook 01). Here the check sees pixels from 0 to 1.
    """
    if e.run.data is None or pixels_up_to_255(e):
        return False
    ours, wanted = np.asarray(e.run.data[0]), e.splits.train[0]
    spread = float(wanted.std())
    moved = abs(float(ours.mean()) - float(wanted.mean())) > 0.5 * spread
    return moved or not 0.6 < float(ours.std()) / spread < 1.7


def mirrored_digits(e: Evidence) -> bool:
    """You mirrored digits while training, and a mirrored digit is no digit, or another one.

    Augmentation must keep the label (notebook 12): small shifts, turns and changes of size do.
    """
    way = e.run.augmentation
    return isinstance(way, Augmentation) and way.flip and e.splits.names[:1] == ("0",)


def clean_images_left_behind(e: Evidence) -> bool:
    """Your augmentation moved the noisy images, and the clean ones stayed where they were.

    `augmentation` changes what goes in, which is right for labels only. Here both images of a pair
    must make the same move: mirror both arrays, and give `track.train` the result as `data`.
    """
    return not e.labelled and e.run.augmentation is not None
