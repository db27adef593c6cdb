package tessera.hdl.bench;

import java.util.List;

/**
 * One test case: the beats that go in and, from the golden function, those that must come out.
 *
 * @param description a few words, for the message when it fails
 * @param inputs per input stream of the block, in its order: the beats
 * @param expected per output stream, in its order: the beats
 * @param flowPort where the order of an output stream is settled only within flows: the end of the name of the port that
 *     names the flow, such as {@code _source}; empty where the whole stream is in order. All cases of a block agree on it
 */
public record BenchCase(
        String description, List<List<Beat>> inputs, List<List<Beat>> expected, Stalls stalls, String flowPort) {
    /** A case whose output streams are in order. */
    public BenchCase(String description, List<List<Beat>> inputs, List<List<Beat>> expected, Stalls stalls) {
        this(description, inputs, expected, stalls, "");
    }

    public BenchCase {
        inputs = inputs.stream().map(List::copyOf).toList();
        expected = expected.stream().map(List::copyOf).toList();
    }
}
