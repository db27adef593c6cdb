package tessera.traces.llama;

import tessera.traces.check.InputException;

/**
 * The sizes of a decoder, as the header of its checkpoint gives them.
 *
 * @param width elements of a token's state, headCount x headDim
 * @param hiddenWidth elements inside the feed-forward network
 * @param layerCount decoder layers
 * @param headCount query heads
 * @param kvHeadCount key/value heads, a divisor of headCount
 * @param vocabularySize tokens
 * @param contextTokens most tokens that the model was made for
 * @param hasOwnClassifier whether the last matrix is stored, or the token embedding serves
 */
record LlamaShape(
        int width,
        int hiddenWidth,
        int layerCount,
        int headCount,
        int kvHeadCount,
        int vocabularySize,
        int contextTokens,
        boolean hasOwnClassifier) {
    LlamaShape {
        atLeastOne("dim", width);
        atLeastOne("hidden_dim", hiddenWidth);
        atLeastOne("n_layers", layerCount);
        atLeastOne("n_heads", headCount);
        atLeastOne("n_kv_heads", kvHeadCount);
        atLeastOne("vocab_size", vocabularySize);
        atLeastOne("seq_len", contextTokens);
        if (width % headCount != 0 || width / headCount % 2 != 0) {
            throw new InputException("dim = " + width + " and n_heads = " + headCount
                    + ": expected an even number of elements a head (RoPE turns them in pairs)");
        }
        if (headCount % kvHeadCount != 0) {
            throw new InputException("n_kv_heads = " + kvHeadCount + ": expected a divisor of n_heads = " + headCount);
        }
    }

    int headDim() {
        return width / headCount;
    }

    /** Elements of one token's keys, and of its values, in one layer. */
    int kvWidth() {
        return kvHeadCount * headDim();
    }

    private static void atLeastOne(String field, int value) {
        if (value < 1) {
            throw new InputException(field + " = " + value + ": expected at least 1");
        }
    }
}
