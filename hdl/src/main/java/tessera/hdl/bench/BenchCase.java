package tessera.hdl.bench;

import java.util.List;

/**
 * One test case: the beats that go in and, from the golden function, those that must come out.
 *
 * @param description a few words, for the message when it fails
 * @param inputs per input stream of the block, in its order: the beats
 * @param expected per output stream, in its order: the beats
 */
public record BenchCase(String description, List<List<Beat>> inputs, List<List<Beat>> expected, Stalls stalls) {
    public BenchCase {
        inputs = inputs.stream().map(List::copyOf).toList();
        expected = expected.stream().map(List::copyOf).toList();
    }
}
