package tessera.models.pattern.compose;

import tessera.models.pattern.input.AttentionShape;

/** Which query heads of a layer decide together. */
enum HeadSharing {
    /** Each on its own. */
    OWN,
    /** Scores of the heads that read one key/value head are summed. */
    KV_GROUP,
    /** Scores of all heads of the layer are summed: a vote. */
    LAYER,
    /** Each its own keys, ranked among the scores of all heads. */
    JOINT,
    /** Each on its own; heads that lose least keep half as much, as many others half as much again. */
    ADAPTED;

    /** The first head of the group that a head belongs to. */
    int first(int head, AttentionShape shape) {
        return switch (this) {
            case OWN, ADAPTED -> head;
            case KV_GROUP -> head / shape.groupSize() * shape.groupSize();
            case LAYER, JOINT -> 0;
        };
    }

    /** Heads in a group. */
    int count(AttentionShape shape) {
        return switch (this) {
            case OWN, ADAPTED -> 1;
            case KV_GROUP -> shape.groupSize();
            case LAYER, JOINT -> shape.headCount();
        };
    }
}
