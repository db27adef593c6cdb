package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;

/** The contract on the answers of the cases, against a stable sort of the scores that are read back from the beats. */
class TopKGoldenTest extends TopKContract {
    @Override
    List<Selected> run(BlockInstance engine, List<BenchCase> cases) {
        int bits = engine.parameters().get("score_bits");
        List<Selected> answers = new ArrayList<>();
        for (BenchCase one : cases) {
            List<Long> scores = new ArrayList<>();
            for (Beat beat : one.inputs().get(0)) {
                for (int lane = 0; lane < Long.bitCount(beat.number("in_mask")); lane++) {
                    scores.add(beat.lane("in_scores", lane, bits));
                }
            }
            int k = (int) Math.min(scores.size(), one.inputs().get(0).get(0).number("k"));
            Integer[] order = IntStream.range(0, scores.size()).boxed().toArray(Integer[]::new);
            Arrays.sort(order, Comparator.comparing((Integer i) -> -scores.get(i)));
            long threshold = k == 0 ? 0 : scores.get(order[k - 1]);
            long greater = k == 0
                    ? 0
                    : scores.stream().filter(score -> score > threshold).count();
            List<Long> kept = Arrays.stream(order)
                    .limit(k)
                    .sorted()
                    .map(Integer::longValue)
                    .toList();
            answers.add(new Selected(threshold, greater, k - greater, kept));
        }
        return answers;
    }
}
