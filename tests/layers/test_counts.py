"""Parameters and multiply-adds, by hand and as published."""

from cnnkit.layers import (
    AdaptiveAveragePool2D,
    AveragePool2D,
    BatchNorm,
    Concatenate,
    Conv2D,
    Conv2DTranspose,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GlobalAveragePool2D,
    MaxPool2D,
    ReLU,
    Residual,
    SeparableConv2D,
    Sequential,
    SqueezeExcite,
    Tanh,
)


def multiply_adds(layer, input_shape):
    return layer.count(input_shape)[1]


def test_multiply_adds_by_hand():
    assert multiply_adds(Conv2D(8, (3, 5)), (10, 12, 6)) == 8 * 8 * 3 * 5 * 6 * 8
    assert multiply_adds(Conv2D(8, 3, groups=2), (10, 12, 6)) == 8 * 10 * 9 * 3 * 8
    assert multiply_adds(Conv2D(8, 3, stride=2, padding="same"), (9, 9, 2)) == 25 * 9 * 2 * 8
    assert multiply_adds(DepthwiseConv2D(3, depth_multiplier=2), (5, 5, 4)) == 9 * 9 * 8
    assert multiply_adds(SeparableConv2D(6, 3), (5, 5, 4)) == 9 * (9 * 4 + 4 * 6)
    assert multiply_adds(Conv2DTranspose(6, 4, stride=2), (5, 7, 4)) == 35 * 16 * 4 * 6
    assert multiply_adds(Conv2DTranspose(6, 4, groups=2), (5, 7, 4)) == 35 * 16 * 4 * 3
    assert multiply_adds(Dense(10), (64,)) == 640
    assert multiply_adds(SqueezeExcite(2), (5, 5, 8)) == 32
    assert multiply_adds(Residual(Conv2D(4, 1), Conv2D(4, 1)), (2, 2, 4)) == 2 * 4 * 16
    assert multiply_adds(Concatenate(None, Conv2D(4, 1)), (2, 2, 4)) == 4 * 16
    assert multiply_adds(BatchNorm(), (5, 5, 8)) == 0


def lenet5():
    """60,000 parameters and two maps of tanh."""
    return Sequential([
        *(Conv2D(6, 5, padding=2), Tanh(), AveragePool2D(2)),
        *(Conv2D(16, 5), Tanh(), AveragePool2D(2)),
        *(Flatten(), Dense(120), Tanh(), Dense(84), Tanh()),
        Dense(10),
    ])  # fmt: skip


def vgg16():
    """Thirteen convolutions of 3×3 in five blocks."""
    blocks = []
    for filters, count in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(count):
            blocks += [Conv2D(filters, 3, padding=1), ReLU()]
        blocks.append(MaxPool2D(2))
    hidden = (Dense(4096), ReLU(), Dropout(0.5), Dense(4096), ReLU(), Dropout(0.5))
    return Sequential([*blocks, AdaptiveAveragePool2D(7), Flatten(), *hidden, Dense(1000)])


def resnet18():
    """Eight residual blocks, of which three halve the map."""

    def normed(filters, size, stride=1):
        convolution = Conv2D(filters, size, stride=stride, padding=size // 2, bias=False)
        return [convolution, BatchNorm()]

    blocks, channels = [*normed(64, 7, 2), ReLU(), MaxPool2D(3, stride=2, padding=1)], 64
    for filters in (64, 64, 128, 128, 256, 256, 512, 512):
        stride = 1 if filters == channels else 2
        body = Sequential([*normed(filters, 3, stride), ReLU(), *normed(filters, 3)])
        shortcut = Sequential(normed(filters, 1, 2)) if stride == 2 else None
        blocks += [Residual(body, shortcut), ReLU()]
        channels = filters
    return Sequential([*blocks, GlobalAveragePool2D(), Dense(1000)])


def test_published_counts():
    assert lenet5().count((28, 28, 1))[0] == 61_706
    # torchvision's vgg16 at 224 × 224
    assert vgg16().count((224, 224, 3)) == (138_357_544, 15_470_264_320)
    assert resnet18().count((224, 224, 3)) == (11_689_512, 1_814_073_344)
    rows = vgg16().summary((224, 224, 3)).rows
    fields = {row.name: row.receptive_field for row in rows}
    assert fields["max_pool2d_5"] == (212, 212)  # as in Araujo, Norris and Sim's table
