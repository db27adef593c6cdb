package tessera.models.spatten;

import java.util.List;
import java.util.SplittableRandom;
import tessera.traces.workload.SpattenWorkload;

/**
 * One GPT-2 setting of the SpAtten authors as a rule, from which a workload of any number of generated tokens is made; and
 * what it would be without some of the techniques, for ladders.
 * <b>Source:</b> the counts in the workload files of mit-han-lab/spatten (spatten_hardware/hardware/workloads).
 *
 * @param name of the model and task
 * @param heads kept by layer
 * @param allHeads of a layer before pruning
 * @param firstValues values used of every row of the first generated token, which prunes no token
 * @param steps kept keys and values from a layer on, for the tokens after the first; before the first step all
 * @param keyBits in DRAM; the upper slice where low bits can be refetched
 * @param lsbBits of a refetch
 * @param valueBits in DRAM
 * @param refetchedShare rows whose low bits are fetched
 */
public record ReleasedSetting(
        String name,
        List<Integer> heads,
        int allHeads,
        int firstValues,
        List<Step> steps,
        int keyBits,
        int lsbBits,
        int valueBits,
        double refetchedShare) {
    /** Keys present before the first generated token. */
    public static final int PROMPT = 992;

    private static final int HEAD_DIM = 64;
    private static final String HEADER =
            "iteration_id,layer_id,head_id,embedding_length_D,sentence_length_L,key_fetch_num,"
                    + "quant_key_bit,if_requant,auto_requant_incre,value_fetch_num,quant_value_bit\n";

    /** From a layer on: so many keys and values. */
    public record Step(int fromLayer, int keys, int values) {}

    /** GPT-2-Medium on WikiText-2 with all techniques: 12-bit keys, 8-bit values, nothing refetched. */
    public static final ReleasedSetting GPT2_MEDIUM = new ReleasedSetting(
            "gpt2-medium-wikitext2",
            List.of(16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 13, 13, 13, 13, 13, 13, 10, 10),
            16,
            307,
            List.of(
                    new Step(0, Integer.MAX_VALUE, 307),
                    new Step(2, 921, 276),
                    new Step(3, 819, 245),
                    new Step(5, 614, 184),
                    new Step(11, 307, 92)),
            12,
            0,
            8,
            0);

    /** GPT-2-Small on WikiText-2 with six-bit keys and values; 7 % of the rows fetch four low bits. */
    public static final ReleasedSetting GPT2_SMALL = new ReleasedSetting(
            "gpt2-small-wikitext2",
            List.of(12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12),
            12,
            204,
            List.of(new Step(0, 921, 184), new Step(1, 716, 143), new Step(2, 204, 40), new Step(6, 102, 20)),
            6,
            4,
            6,
            0.07);

    public ReleasedSetting {
        heads = List.copyOf(heads);
        steps = List.copyOf(steps);
    }

    /** Every head and token kept, all values used. */
    public ReleasedSetting dense() {
        return withoutTokenPruning().withoutHeadPruning().withoutValuePruning();
    }

    /** No token is pruned: value counts keep their share. */
    public ReleasedSetting withoutTokenPruning() {
        Step all = new Step(0, Integer.MAX_VALUE, firstValues);
        return new ReleasedSetting(
                name, heads, allHeads, firstValues, List.of(all), keyBits, lsbBits, valueBits, refetchedShare);
    }

    /** No head is pruned. */
    public ReleasedSetting withoutHeadPruning() {
        List<Integer> all = heads.stream().map(count -> allHeads).toList();
        return new ReleasedSetting(
                name, all, allHeads, firstValues, steps, keyBits, lsbBits, valueBits, refetchedShare);
    }

    /** All values of the kept keys are used. */
    public ReleasedSetting withoutValuePruning() {
        List<Step> all = steps.stream()
                .map(step -> new Step(step.fromLayer(), step.keys(), Integer.MAX_VALUE))
                .toList();
        return new ReleasedSetting(
                name, heads, allHeads, Integer.MAX_VALUE, all, keyBits, lsbBits, valueBits, refetchedShare);
    }

    /** Other widths in DRAM. */
    public ReleasedSetting withBits(int keys, int lsb, int values, double refetched) {
        return new ReleasedSetting(name, heads, allHeads, firstValues, steps, keys, lsb, values, refetched);
    }

    /** The rows of the first so many generated tokens; which of them refetch is drawn from the seed. */
    public SpattenWorkload workload(int iterations, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(HEADER);
        for (int iteration = 0; iteration < iterations; iteration++) {
            int length = PROMPT + 1 + iteration;
            for (int layer = 0; layer < heads.size(); layer++) {
                int keys =
                        iteration == 0 ? length : Math.min(length, step(layer).keys());
                int values = Math.min(
                        keys, iteration == 0 ? firstValues : step(layer).values());
                for (int head = 0; head < heads.get(layer); head++) {
                    boolean isRefetched = random.nextDouble() < refetchedShare;
                    text.append(iteration)
                            .append(',')
                            .append(layer)
                            .append(',')
                            .append(head)
                            .append(',');
                    text.append(HEAD_DIM)
                            .append(',')
                            .append(length)
                            .append(',')
                            .append(keys)
                            .append(',');
                    text.append(keyBits)
                            .append(',')
                            .append(isRefetched ? "True" : "False")
                            .append(',');
                    text.append(lsbBits == 0 ? -1 : lsbBits)
                            .append(',')
                            .append(values)
                            .append(',');
                    text.append(valueBits).append('\n');
                }
            }
        }
        return SpattenWorkload.parse(name, text.toString());
    }

    private Step step(int layer) {
        Step found = steps.get(0);
        for (Step step : steps) {
            if (step.fromLayer() <= layer) {
                found = step;
            }
        }
        return found;
    }
}
