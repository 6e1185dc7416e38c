"""Questions of notebook 16."""

from cnnkit.course.question import Choice, Question

a_tenth = Question(
    "a_tenth",
    "GoogLeNet won the ImageNet challenge of 2014, with 22 layers and half the errors of AlexNet, "
    "the winner of 2012 with 8 layers. How many parameters has it, compared with AlexNet?",
    (
        Choice(
            "about three times as many: it has nearly three times the layers",
            "Layers do not cost alike. Most of AlexNet's parameters sit in its first dense layer, "
            "and GoogLeNet has none like it.",
        ),
        Choice(
            "about as many: it is the arrangement that is better",
            "The arrangement is better, and it is also far smaller.",
        ),
        Choice(
            "about a tenth",
            "6.6 million against 61 million. Yet it does twice the multiply-adds: parameters and "
            "work are different things.",
            right=True,
        ),
    ),
)

first_layer_too = Question(
    "first_layer_too",
    "A 5×5 convolution reads an image's 3 colours and makes 64 maps. You put two 3×3 convolutions "
    "in its place, each with 64 filters: the same field. What happens to the parameters?",
    (
        Choice(
            "they fall to 18/25",
            "That holds where as many channels go in as come out. Here 3 go in, and the second 3×3 "
            "reads 64.",
        ),
        Choice(
            "they rise, to about eight times as many",
            "4,864 become 38,720. The second layer reads 64 maps where the 5×5 read 3 colours. The "
            "saving is one of the middle of a network.",
            right=True,
        ),
        Choice(
            "they stay the same, since the field does",
            "The field says what is seen. What it costs depends on the channels.",
        ),
    ),
)

deeper_on_training_data = Question(
    "deeper_on_training_data",
    "Two networks learn the same 2,000 pictures, with batch norm and the same number of steps. One "
    "has 8 layers, the other 32: the same blocks, only more. Which makes fewer errors on the "
    "pictures that it is trained on?",
    (
        Choice(
            "the deep one: it has four times the parameters to learn them by heart",
            "It has room for it. But room is not all: a network has to get there, step by step. "
            "You are about to see that it does not.",
        ),
        Choice(
            "both make the same errors",
            "They could: the deep one might copy the other and pass the rest through. Training "
            "does not find that.",
        ),
        Choice(
            "the shallow one",
            "The deep one is worse on the very pictures it learns. That is not overfitting, which "
            "would show on new pictures only.",
            right=True,
        ),
    ),
)

body_of_zeros = Question(
    "body_of_zeros",
    "y = relu(x + body(x)), and x has nothing negative, since it comes out of a ReLU. All weights "
    "of the body are 0. What does the block do?",
    (
        Choice("it gives zeros: nothing gets through", "That is a plain block. Here x is added."),
        Choice(
            "it gives x: the block does nothing",
            "0 + x = x, and the ReLU changes nothing that is not negative. Doing nothing costs a "
            "residual block no effort; a plain one has to learn it.",
            right=True,
        ),
        Choice("it gives 2x", "x is added once, to a body of 0."),
    ),
)

one_block_less = Question(
    "one_block_less",
    "EfficientNet-Lite0 has 9 residual blocks. You switch off the body of one of them, in the "
    "trained network, so that only its shortcut is left. What happens to its answers on photos?",
    (
        Choice(
            "they become meaningless: a chain is cut",
            "In a plain network, yes. Here the shortcut carries everything past the gap.",
        ),
        Choice(
            "most stay, and some change: it depends on the block",
            "Each block adds a correction to what passes by. With one missing, most answers stay.",
            right=True,
        ),
        Choice(
            "nothing changes at all",
            "Then the block would have learned nothing. Each does something.",
        ),
    ),
)

QUESTIONS = (a_tenth, first_layer_too, deeper_on_training_data, body_of_zeros, one_block_less)

QUIZ = (
    Question(
        "what_residual_cured",
        "Which observation led He and his co-authors to residual connections in 2015?",
        (
            Choice(
                "deeper plain networks made more errors on the training images",
                "Degradation, they called it. Their networks had batch norm, and they looked: the "
                "gradients had healthy norms.",
                right=True,
            ),
            Choice(
                "the gradients of their deep networks vanished",
                "They checked and ruled it out, for their networks with batch norm. Many texts "
                "say it all the same.",
            ),
            Choice(
                "deeper networks overfitted",
                "Then the training error would have been lower. It was higher.",
            ),
        ),
    ),
    Question(
        "one_by_one",
        "256 channels come in. A 3×3 convolution with 256 filters has 589,824 weights. What do a "
        "1×1 to 64, a 3×3 from 64 to 64 and a 1×1 back to 256 have together?",
        (
            Choice("589,824 as well", "The 3×3 in the middle has a sixteenth of them."),
            Choice("36,864", "That is the 3×3 alone. The two 1×1 are learned as well."),
            Choice(
                "69,632",
                "16,384 + 36,864 + 16,384. The bottleneck costs less than an eighth, its own 1×1 "
                "convolutions counted.",
                right=True,
            ),
        ),
    ),
    Question(
        "added_or_laid",
        "Two branches make maps of 14 × 14 × 96 and 14 × 14 × 32. How can they be joined?",
        (
            Choice("only by adding", "96 and 32 channels cannot be added number by number."),
            Choice(
                "only side by side, to 14 × 14 × 128",
                "Concatenating wants the same height and width, and adding the same channels too.",
                right=True,
            ),
            Choice("in either way", "Adding needs the same shape in all three."),
        ),
    ),
    Question(
        "which_alexnet",
        "A library says 61,100,840 parameters for AlexNet, and a paper's table 60,965,224. Who is "
        "wrong?",
        (
            Choice("the library", "Its network is another AlexNet, of 2014, counted exactly."),
            Choice("the paper's table", "It counts the network of 2012, with its two groups."),
            Choice(
                "nobody: they are two networks of one name",
                "Say which variant you count. GoogLeNet and ResNet-50 have variants as well.",
                right=True,
            ),
        ),
    ),
    Question(
        "gradient_of_a_sum",
        "y = x + body(x), without a ReLU behind. Which gradient does x get?",
        (
            Choice("dy times the slope of the body", "That is the body's share alone."),
            Choice(
                "dy, and what comes back through the body, added",
                "x goes two ways; the slopes of ways that come together add up.",
                right=True,
            ),
            Choice("dy alone", "That is the shortcut's share. x went into the body as well."),
        ),
    ),
    Question(
        "when_which",
        "You have 2,000 labelled photos of leaves and one ordinary computer. How do you begin?",
        (
            Choice(
                "train a vision transformer from scratch: it is the newest",
                "With so few photos it has to find out even that neighbours matter.",
            ),
            Choice(
                "take a pretrained network of moderate size, and train its last layers anew",
                "It has learned edges, textures and parts from a million photos already. Measure "
                "a small network of your own beside it.",
                right=True,
            ),
            Choice(
                "train VGG-16 from scratch: it is simple",
                "138 million parameters for 2,000 photos, and much work for what it gives.",
            ),
        ),
    ),
)
