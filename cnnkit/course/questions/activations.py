"""Questions of notebook 05."""

from cnnkit.course.question import Choice, Question

fifty_layers = Question(
    "fifty_layers",
    "Fifty linear layers stand one behind the other, each with its own weights and biases, with "
    "nothing between them. What can they compute that one linear layer cannot?",
    (
        Choice("curves: fifty straight pieces make a bend", "No piece bends, so nothing does."),
        Choice("nothing", "Each pair is one linear layer, and so are all fifty.", right=True),
        Choice(
            "finer detail, since they have more weights",
            "They have more weights, and all of them end up in the same single matrix.",
        ),
    ),
)

what_relu_drops = Question(
    "what_relu_drops",
    "A map of vertical edges goes through ReLU. What is gone from it?",
    (
        Choice(
            "the places without an edge",
            "There the map was near 0 already, and 0 stays what it is.",
        ),
        Choice("the weak edges", "A weak positive answer stays, as weak as it was."),
        Choice(
            "the edges from bright to dark",
            "They answer with a negative number, which says that the opposite pattern is there.",
            right=True,
        ),
        Choice("the dark parts of the photo", "The map says nothing about how dark a part is."),
    ),
)

ten_sigmoids = Question(
    "ten_sigmoids",
    "The slope of the sigmoid is nowhere larger than 0.25. Ten of them stand one behind the "
    "other. How large is the slope of the whole at most?",
    (
        Choice("0.25", "That is one of them. The slopes of a chain are multiplied."),
        Choice("2.5", "The slopes of a chain are multiplied, not added."),
        Choice("0.025", "A tenth of 0.25. The slopes of a chain are multiplied."),
        Choice("about a millionth", "0.25 to the power of 10 is 0.00000095.", right=True),
    ),
)

zeros_untrained = Question(
    "zeros_untrained",
    "A trained network has many zeros after its ReLUs. How many has the same network before "
    "training, with random weights?",
    (
        Choice(
            "hardly any: it has not learned yet what matters",
            "A random sum is negative about as often as positive, and ReLU cuts the negative ones.",
        ),
        Choice("about half, or more", "No learning is needed to get zeros.", right=True),
        Choice(
            "all: it does not react to anything", "Random weights react to everything a little."
        ),
    ),
)

QUESTIONS = (fifty_layers, what_relu_drops, ten_sigmoids, zeros_untrained)

QUIZ = (
    Question(
        "two_convolutions",
        "A 3×3 convolution is followed by another 3×3 convolution, without padding and with "
        "nothing between them. Which single layer computes the same?",
        (
            Choice("a 3×3 convolution", "A number of the second map depends on 5×5 pixels."),
            Choice("a 5×5 convolution", "One kernel, 5 pixels wide: 3 + 3 − 1.", right=True),
            Choice("a 6×6 convolution", "The windows overlap: the widths add up to 3 + 3 − 1."),
            Choice("none: two layers can do more", "They can do more with a bend between them."),
        ),
    ),
    Question(
        "message_through_relu",
        "ReLU gets dy = −4 from behind, at a place where its input was 3. What does it pass on?",
        (
            Choice("0: ReLU stops negative numbers", "It stops negative inputs, not messages."),
            Choice("−4", "At 3 the slope is 1, and the message passes as it is.", right=True),
            Choice("4", "The sign of the message says which way the loss goes, and stays."),
            Choice("−12", "That multiplies by the value 3. The slope is 1."),
        ),
    ),
    Question(
        "dead_unit",
        "The bias of a ReLU unit is so low that its output is 0 on every image. You go on "
        "training with plain steps against the gradient. What happens to this unit?",
        (
            Choice(
                "it learns, only more slowly",
                "Its slope is 0 on every image, and so is its gradient.",
            ),
            Choice(
                "nothing: its weights stay exactly as they are",
                "A gradient of 0 makes a step of 0. Only what notebook 11 calls momentum and "
                "weight decay could still move them.",
                right=True,
            ),
            Choice("its bias rises until it is useful", "The bias gets a gradient of 0 as well."),
        ),
    ),
    Question(
        "why_gradients_vanish",
        "A deep network of sigmoids gets weights twice as large. Why does its gradient not become "
        "twice as large at each layer?",
        (
            Choice(
                "large sums land where the curve is flat",
                "The weight is a larger factor, and the slope becomes a smaller one: saturation.",
                right=True,
            ),
            Choice("the gradient does not depend on the weights", "Each layer multiplies by them."),
            Choice("the outputs grow without an end", "A sigmoid never leaves 0 to 1."),
        ),
    ),
    Question(
        "what_zeros_prove",
        "After ReLU, 70 % of a layer's numbers are 0. What does that show?",
        (
            Choice(
                "70 % of the sums were 0 or below",
                "That is what has been measured. The rest is a claim about it.",
                right=True,
            ),
            Choice(
                "that the layer keeps only what matters",
                "Random weights give zeros too, and networks without any zeros read as well.",
            ),
            Choice("that the network generalises well", "Test images can show that, zeros cannot."),
            Choice("that 70 % of the units are dead", "A dead unit is 0 on every image."),
        ),
    ),
    Question(
        "where_sigmoid",
        "Where in a network does a sigmoid have its place today?",
        (
            Choice("after every convolution", "There it saturates, and the gradient fades."),
            Choice(
                "at the output, where a number from 0 to 1 is wanted",
                "One yes or no for each label, for instance. Notebook 08 shows which loss goes "
                "with it.",
                right=True,
            ),
            Choice(
                "nowhere", "As a number from 0 to 1 at the output it is still the usual choice."
            ),
        ),
    ),
)
