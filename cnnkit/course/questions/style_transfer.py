"""Questions of notebook 18."""

from cnnkit.course.question import Choice, Question

shuffled_places = Question(
    "shuffled_places",
    "You take the 64 feature maps of a photo and shuffle their places: every place keeps its 64 "
    "numbers, and lands somewhere else. You compute, for each two maps, the mean of their product. "
    "How much do these 4,096 means change?",
    (
        Choice(
            "nearly all become 0: the shuffled maps have nothing in common",
            "All 64 maps were shuffled alike. What answered together still does.",
        ),
        Choice("a little: neighbours matter less", "A mean over places knows no neighbours."),
        Choice(
            "not at all",
            "A sum does not ask for the order of its terms. Where something is, is forgotten.",
            right=True,
        ),
    ),
)

only_gram = Question(
    "only_gram",
    "You begin with grey noise and change its pixels until its Gram matrices are those of a photo "
    "of tissue, at four layers. Nothing else is asked. What do you get?",
    (
        Choice(
            "the photo",
            "The Gram matrices do not know where anything was. Many pictures have the same ones.",
        ),
        Choice(
            "another piece of the same tissue",
            "The same fibres and colours, in other places: a texture.",
            right=True,
        ),
        Choice("noise of the same colours", "That is what very little knowledge would give."),
    ),
)

only_the_first_layer = Question(
    "only_the_first_layer",
    "You ask for the Gram matrix of the first convolution only, conv1_1. A cell there sees 3 × 3 "
    "pixels. What can the made picture take from the style?",
    (
        Choice(
            "colours, and what fits into three pixels",
            "Which colours and which tiny edges come together; longer strokes are not asked for.",
            right=True,
        ),
        Choice("colours alone", "3 × 3 kernels see edges, too."),
        Choice(
            "everything: the first layer has all the pixels",
            "It has them in pieces of 3 × 3, and Gram forgets how the pieces lie.",
        ),
    ),
)

random_network = Question(
    "random_network",
    "The network is replaced by one of the same shape with random weights. Nothing else changes. "
    "What happens to the style transfer?",
    (
        Choice(
            "nothing works: the gradients mean nothing",
            "They are gradients as good as any. The loss falls, and with it the difference.",
        ),
        Choice(
            "colour passes over, texture less well",
            "Random filters notice colour and some of the texture. Trained ones notice more of it.",
            right=True,
        ),
        Choice(
            "nothing changes: it is the shape that counts",
            "The shape does a good deal, as you will see. The rest is what was learned.",
        ),
    ),
)

QUESTIONS = (shuffled_places, only_gram, only_the_first_layer, random_network)

QUIZ = (
    Question(
        "gram_shape",
        "A layer gives maps of 48 × 64 places and 128 channels. What is the shape of the Gram "
        "matrix?",
        (
            Choice("48 × 64", "That is one map. The Gram matrix forgets the places."),
            Choice("128 × 128", "One number for each two channels.", right=True),
            Choice("3,072 × 3,072", "That would compare places with places."),
            Choice("48 × 64 × 128", "Those are the maps themselves."),
        ),
    ),
    Question(
        "two_sizes",
        "The style picture is 200 pixels wide, the content picture 96. Can you compare their "
        "style?",
        (
            Choice(
                "yes: both Gram matrices are C × C, and means over places",
                "Divided by H·W, a larger picture has no larger numbers.",
                right=True,
            ),
            Choice("only after resizing", "The places are gone before anything is compared."),
            Choice(
                "yes, and without dividing by H·W",
                "Then the wider picture has the larger sums, whatever its style.",
            ),
        ),
    ),
    Question(
        "what_moves",
        "What do the steps of style transfer change?",
        (
            Choice("the network's weights", "They stand still. The picture is the parameter."),
            Choice("the pixels of the made picture", "They, and nothing else.", right=True),
            Choice("the Gram matrix of the style", "It is computed once, and is the target."),
        ),
    ),
    Question(
        "why_not_pixels",
        "Why not compare the made picture with the style picture pixel by pixel?",
        (
            Choice("it would be too slow", "It would be much faster."),
            Choice(
                "it would ask for a mixture of both pictures",
                "A double exposure: every stroke where it was. Style must be free to move.",
                right=True,
            ),
            Choice("pixels have no gradient", "They have, and the step goes there in the end."),
        ),
    ),
    Question(
        "deeper_content",
        "You take the content from conv3_3 in place of conv1_1. What becomes free to change?",
        (
            Choice(
                "exact colours and pixels; edges and their places stay",
                "What the deeper maps do not keep, nothing holds.",
                right=True,
            ),
            Choice("the places of things", "Maps have places; conv3_3 keeps them on a 4 × grid."),
            Choice("nothing: it is the same photo", "A deeper map has lost what it did not need."),
        ),
    ),
)
