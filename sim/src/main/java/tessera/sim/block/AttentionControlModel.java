package tessera.sim.block;

import tessera.models.block.AttentionHeadParams;
import tessera.models.block.TopKBlockParams;
import tessera.models.golden.FixedSoftmax;

/**
 * The control of the head pipeline cycle by cycle: it asks for keys and values, keeps the row's lists, and passes beats
 * between memory port and units. It computes nothing.
 */
public final class AttentionControlModel implements BlockModel {
    private static final int PROBABILITY_BITS = FixedSoftmax.FRACTION_BITS;

    /** What a request asks for. */
    public static final int KEY_MSB = 0;

    public static final int KEY_LSB = 1;
    public static final int VALUE = 2;

    private final AttentionHeadParams params;
    private final BlockPorts ports;
    private final NamedPorts at;
    private final int indexBits;

    private final int[] tokens;
    private final int[][] keys;
    private final int[] probabilities;
    private final int[] kept;

    private boolean isBusy;
    private boolean isSecondPass;
    private boolean hasQuery;
    private boolean hasScale;
    private int[] row;
    private int asked;
    private int got;
    private int scored;
    private int keptCount;
    private int weighed;
    private int fill;
    private boolean hasSelect;
    private boolean isSelectLast;
    private int selectMask;
    private final int[] selectLanes = new int[AttentionHeadParams.SELECT_LANES];
    private int holdLeft;
    private int holdLane;
    private final int[] hold = new int[AttentionHeadParams.SELECT_LANES];

    public AttentionControlModel(AttentionHeadParams params) {
        this.params = params;
        this.ports = AttentionControlPorts.of(params);
        this.at = new NamedPorts(ports);
        int vectorWords = new Port("vector", params.headDim() * AttentionHeadParams.ELEMENT_BITS).words();
        this.indexBits = TopKBlockParams.indexBits(params.select());
        int room = 1 << params.countBits();
        this.tokens = new int[room];
        this.keys = new int[room][vectorWords];
        this.probabilities = new int[room];
        this.kept = new int[room];
        this.row = new int[ports.inputs().get(0).beat().words()];
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] drivenFrame, int[] readFrame, int[] careFrame) {
        at.cycle(drivenFrame, readFrame, careFrame);
        if (drivenFrame[0] != 0) {
            reset();
            return;
        }
        int count = rowValue("row_keys");
        // Each part shows its streams from the state before the edge; what it changes is set aside until all have
        // shown.
        Runnable start = start();
        Runnable request = request(count);
        Runnable response = response(count);
        Runnable score = score();
        Runnable keep = keep();
        Runnable end = end();
        start.run();
        request.run();
        response.run();
        score.run();
        keep.run();
        end.run();
    }

    private void reset() {
        isBusy = false;
        hasQuery = false;
        hasScale = false;
        hasSelect = false;
        holdLeft = 0;
        asked = 0;
        got = 0;
        scored = 0;
        keptCount = 0;
        weighed = 0;
        fill = 0;
        isSecondPass = false;
        row = new int[row.length];
    }

    private int rowValue(String port) {
        return row[at.distance("row_query", port)];
    }

    /** A new row; its query and scale; a second pass. */
    private Runnable start() {
        boolean takesRow = at.accept("row", !isBusy);
        boolean givesQuery = at.offer("query", hasQuery);
        at.put("query_data", row);
        boolean givesScale = at.offer("scale", hasScale);
        at.put("scale_factor", rowValue("row_scale"));
        at.put("scale_shift", rowValue("row_shift"));
        boolean again = at.accept("decision", true) && at.get("decision_fetch") != 0;
        return () -> {
            hasQuery &= !givesQuery;
            hasScale &= !givesScale;
            if (again || takesRow) {
                hasQuery = true;
                hasScale = true;
                isSecondPass = !takesRow;
                asked = 0;
                got = 0;
                scored = 0;
            }
            if (takesRow) {
                isBusy = true;
                keptCount = 0;
                weighed = 0;
                at.read("row_query", row, row.length);
            }
        };
    }

    private Runnable request(int count) {
        boolean isAsking = isBusy && asked < count;
        boolean isFirstAsk = isAsking && !isSecondPass;
        boolean isValueAsk = !isAsking && holdLeft > 0;
        at.accept("key", isFirstAsk && at.isReady("request"));
        boolean isGiven = at.offer("request", isFirstAsk ? at.isValid("key") : isAsking || isValueAsk);
        int token = isFirstAsk ? at.get("key_token") : tokens[isAsking ? asked : hold[holdLane]];
        at.put("request_token", token);
        at.put("request_kind", isFirstAsk ? KEY_MSB : isAsking ? KEY_LSB : VALUE);
        int place = asked;
        return () -> {
            if (isGiven && isAsking) {
                tokens[place] = token;
                asked++;
            } else if (isGiven) {
                kept[keptCount] = hold[holdLane];
                keptCount = keptCount + 1 & tokens.length - 1;
                holdLane = holdLane + 1 & hold.length - 1;
                holdLeft--;
            }
        };
    }

    private Runnable response(int count) {
        boolean isKey = got < asked;
        boolean isValue = !isKey && weighed != keptCount;
        boolean isGiven = at.accept("response", isKey ? at.isReady("slices") : isValue && at.isReady("weighted"));
        at.offer("slices", isKey && at.isValid("response"));
        at.offer("weighted", isValue && at.isValid("response"));
        at.put("slices_last", got + 1 == count ? 1 : 0);
        at.put("slices_merge", isSecondPass ? 1 : 0);
        int msbBits = params.headDim() * params.msbBits();
        if (isSecondPass) {
            at.put("slices_msb", keys[got], msbBits);
        } else {
            at.forward("response_data", "slices_msb", msbBits);
        }
        at.forward("response_data", "slices_lsb", params.headDim() * params.lsbBits());
        at.put("weighted_last", weighed + 1 == rowValue("row_keep") ? 1 : 0);
        at.put("weighted_probability", probabilities[kept[weighed]]);
        at.forward("response_data", "weighted_value");
        int place = got;
        boolean isStored = !isSecondPass;
        return () -> {
            if (isGiven && isKey) {
                if (isStored) {
                    at.read("response_data", keys[place], keys[place].length);
                }
                got++;
            } else if (isGiven) {
                weighed = weighed + 1 & tokens.length - 1;
            }
        };
    }

    /** Probabilities to the decision, and from there to importance and selection. */
    private Runnable score() {
        at.accept("probability", at.isReady("judge"));
        at.offer("judge", at.isValid("probability"));
        at.put("judge_final", isSecondPass ? 1 : 0);
        at.put("judge_threshold", rowValue("row_threshold"));
        at.put("judge_last", at.get("probability_last"));
        at.put("judge_score", at.get("probability_value"));
        boolean canPack = !hasSelect || at.isReady("select");
        boolean isTaken = at.accept("passed", canPack && at.isReady("importance"));
        at.offer("importance", canPack && at.isValid("passed"));
        at.put("importance_last", at.get("passed_last"));
        at.put("importance_token", tokens[scored]);
        at.put("importance_amount", at.get("passed_value"));
        boolean isGiven = select();
        int value = at.get("passed_value");
        boolean isLast = at.get("passed_last") != 0;
        int place = scored;
        return () -> {
            hasSelect &= !isGiven;
            if (isTaken) {
                probabilities[place] = value;
                scored = place + 1 & tokens.length - 1;
                selectLanes[fill] = value;
                selectMask = fill == 0 ? 1 : selectMask | 1 << fill;
                hasSelect = isLast || fill + 1 == selectLanes.length;
                isSelectLast = isLast;
                fill = hasSelect ? 0 : fill + 1;
            }
        };
    }

    /** Shows the packed probabilities; returns whether they pass. */
    private boolean select() {
        boolean isGiven = at.offer("select", hasSelect);
        at.put("select_last", isSelectLast ? 1 : 0);
        at.put("select_mask", selectMask);
        at.put("select_k", rowValue("row_keep"));
        for (int lane = 0; lane < selectLanes.length; lane++) {
            int bit = lane * PROBABILITY_BITS;
            at.put("select_scores", bit, PROBABILITY_BITS, selectLanes[lane]);
            if (hasSelect && (selectMask >>> lane & 1) == 0) {
                at.ignore("select_scores", bit, PROBABILITY_BITS);
            }
        }
        return isGiven;
    }

    private Runnable keep() {
        boolean isTaken = at.accept("keep", holdLeft == 0);
        int count = at.get("keep_count");
        return () -> {
            if (isTaken) {
                holdLeft = Math.min(count, hold.length);
                holdLane = 0;
                for (int lane = 0; lane < hold.length; lane++) {
                    hold[lane] = at.get("keep_index", lane * indexBits, indexBits);
                }
            }
        };
    }

    private Runnable end() {
        boolean isEnd = at.accept("sums", at.isReady("output") && at.isReady("summed"));
        at.offer("output", at.isValid("sums") && at.isReady("summed"));
        at.offer("summed", at.isValid("sums") && at.isReady("output"));
        at.forward("sums_data", "output_data");
        at.forward("sums_data", "summed_data");
        at.put("summed_clear", rowValue("row_clear"));
        at.put("summed_head", rowValue("row_head"));
        at.accept("total", at.isReady("head"));
        at.offer("head", at.isValid("total"));
        at.put("head_index", at.get("total_head"));
        at.forward("total_value", "head_total");
        return () -> isBusy &= !isEnd;
    }

    @Override
    public boolean hasWork() {
        return isBusy;
    }

    @Override
    public boolean isSettled() {
        return !isBusy;
    }
}
