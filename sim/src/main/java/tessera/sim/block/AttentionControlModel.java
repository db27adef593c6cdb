package tessera.sim.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Integer> driven;
    private final Map<String, Integer> read;
    /** Output stream → care words of its payload; output port → its words. */
    private final Map<String, int[]> meaning = new HashMap<>();

    private final Map<String, Integer> wordsOfPort = new HashMap<>();
    private final int vectorWords;
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
        this.ports = ports(params);
        this.driven = words(ports.driven());
        this.read = words(ports.read());
        this.vectorWords = new Port("vector", params.headDim() * AttentionHeadParams.ELEMENT_BITS).words();
        this.indexBits = TopKBlockParams.indexBits(params.select());
        int room = 1 << params.countBits();
        this.tokens = new int[room];
        this.keys = new int[room][vectorWords];
        this.probabilities = new int[room];
        this.kept = new int[room];
        this.row = new int[ports.inputs().get(0).beat().words()];
        for (StreamPorts stream : ports.outputs()) {
            int[] ones = new int[stream.beat().words()];
            for (Port port : stream.payload()) {
                PortBits.fillOnes(ones, stream.beat().word(port.name()), port.bits());
                wordsOfPort.put(port.name(), port.words());
            }
            meaning.put(stream.name(), ones);
        }
    }

    private static Map<String, Integer> words(PortFrame frame) {
        Map<String, Integer> words = new HashMap<>();
        frame.ports().forEach(port -> words.put(port.name(), frame.word(port.name())));
        return words;
    }

    /** Ports: see the header of the Verilog. */
    public static BlockPorts ports(AttentionHeadParams params) {
        int vector = params.headDim() * AttentionHeadParams.ELEMENT_BITS;
        int count = params.countBits();
        int head = params.headImportance().headBits();
        int sums = params.headDim() * params.probValue().sumBits();
        int score = params.decision().scoreBits();
        int select = AttentionHeadParams.SELECT_LANES;
        int index = TopKBlockParams.indexBits(params.select());
        return new BlockPorts(
                List.of(
                        stream(
                                "row",
                                "query",
                                vector,
                                "keys",
                                count,
                                "keep",
                                count,
                                "scale",
                                16,
                                "shift",
                                6,
                                "threshold",
                                score,
                                "head",
                                head,
                                "clear",
                                1),
                        stream("key", "token", params.tokenBits()),
                        stream("response", "data", vector),
                        stream("probability", "value", PROBABILITY_BITS, "last", 1),
                        stream("decision", "fetch", 1),
                        stream("passed", "value", PROBABILITY_BITS, "last", 1),
                        stream("keep", "index", select * index, "count", TopKBlockParams.laneBits(params.select()) + 1),
                        stream("sums", "data", sums),
                        stream(
                                "total",
                                "head",
                                head,
                                "value",
                                params.headImportance().totalBits())),
                List.of(
                        stream("request", "kind", 2, "token", params.tokenBits()),
                        stream("query", "data", vector),
                        stream("scale", "factor", 16, "shift", 6),
                        stream(
                                "slices",
                                "last",
                                1,
                                "merge",
                                1,
                                "msb",
                                params.headDim() * params.msbBits(),
                                "lsb",
                                params.headDim() * params.lsbBits()),
                        stream("judge", "final", 1, "threshold", score, "last", 1, "score", score),
                        stream("select", "last", 1, "scores", select * PROBABILITY_BITS, "mask", select, "k", count),
                        stream("weighted", "last", 1, "probability", PROBABILITY_BITS, "value", vector),
                        stream("importance", "last", 1, "token", params.tokenBits(), "amount", PROBABILITY_BITS),
                        stream("summed", "clear", 1, "head", head, "data", sums),
                        stream("output", "data", sums),
                        stream(
                                "head",
                                "index",
                                head,
                                "total",
                                params.headImportance().totalBits())));
    }

    private static StreamPorts stream(String name, Object... payload) {
        List<Port> ports = new ArrayList<>();
        for (int i = 0; i < payload.length; i += 2) {
            ports.add(new Port(name + "_" + payload[i], (Integer) payload[i + 1]));
        }
        return new StreamPorts(name, ports);
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    private int[] in = new int[0];
    private int[] out = new int[0];
    private int[] care = new int[0];

    private boolean valid(String stream) {
        return in[driven.get(stream + "_valid")] != 0;
    }

    private boolean ready(String stream) {
        return in[driven.get(stream + "_ready")] != 0;
    }

    private int get(String port) {
        return in[driven.get(port)];
    }

    private int rowValue(String port) {
        return row[driven.get(port) - driven.get("row_query")];
    }

    private void accept(String stream, boolean isReady) {
        out[read.get(stream + "_ready")] = isReady ? 1 : 0;
        care[read.get(stream + "_ready")] = 1;
    }

    private void offer(String stream, boolean isValid) {
        int word = read.get(stream + "_valid");
        out[word] = isValid ? 1 : 0;
        care[word] = 1;
        if (isValid) {
            int[] ones = meaning.get(stream);
            System.arraycopy(ones, 0, care, word + 1, ones.length);
        }
    }

    private void put(String port, int value) {
        out[read.get(port)] = value;
    }

    private void copy(int[] from, int base, String port) {
        System.arraycopy(from, base, out, read.get(port), wordsOfPort.get(port));
    }

    @Override
    public void step(int[] drivenFrame, int[] readFrame, int[] careFrame) {
        in = drivenFrame;
        out = readFrame;
        care = careFrame;
        if (in[0] != 0) {
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

    /** A new row; its query and scale; a second pass. */
    private Runnable start() {
        accept("row", !isBusy);
        offer("query", hasQuery);
        copy(row, 0, "query_data");
        offer("scale", hasScale);
        put("scale_factor", rowValue("row_scale"));
        put("scale_shift", rowValue("row_shift"));
        accept("decision", true);
        boolean takesRow = !isBusy && valid("row");
        boolean again = valid("decision") && get("decision_fetch") != 0;
        boolean givesQuery = hasQuery && ready("query");
        boolean givesScale = hasScale && ready("scale");
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
                System.arraycopy(in, driven.get("row_query"), row, 0, row.length);
            }
        };
    }

    private Runnable request(int count) {
        boolean isAsking = isBusy && asked < count;
        boolean isFirstAsk = isAsking && !isSecondPass;
        boolean isValueAsk = !isAsking && holdLeft > 0;
        accept("key", isFirstAsk && ready("request"));
        offer("request", isFirstAsk ? valid("key") : isAsking || isValueAsk);
        int token = isFirstAsk ? get("key_token") : tokens[isAsking ? asked : hold[holdLane]];
        put("request_token", token);
        put("request_kind", isFirstAsk ? KEY_MSB : isAsking ? KEY_LSB : VALUE);
        boolean isGiven = ready("request") && out[read.get("request_valid")] != 0;
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
        accept("response", isKey ? ready("slices") : isValue && ready("weighted"));
        offer("slices", isKey && valid("response"));
        offer("weighted", isValue && valid("response"));
        int data = driven.get("response_data");
        put("slices_last", got + 1 == count ? 1 : 0);
        put("slices_merge", isSecondPass ? 1 : 0);
        int msbBits = params.headDim() * params.msbBits();
        int lsbBits = params.headDim() * params.lsbBits();
        move(isSecondPass ? keys[got] : in, isSecondPass ? 0 : data, "slices_msb", msbBits);
        move(in, data, "slices_lsb", lsbBits);
        put("weighted_last", weighed + 1 == rowValue("row_keep") ? 1 : 0);
        put("weighted_probability", probabilities[kept[weighed]]);
        copy(in, data, "weighted_value");
        boolean isGiven = valid("response") && out[read.get("response_ready")] != 0;
        int place = got;
        boolean isStored = !isSecondPass;
        return () -> {
            if (isGiven && isKey) {
                if (isStored) {
                    System.arraycopy(in, data, keys[place], 0, vectorWords);
                }
                got++;
            } else if (isGiven) {
                weighed = weighed + 1 & tokens.length - 1;
            }
        };
    }

    private void move(int[] from, int base, String port, int bits) {
        for (int bit = 0; bit < bits; bit += Integer.SIZE) {
            int width = Math.min(Integer.SIZE, bits - bit);
            PortBits.put(out, read.get(port), bit, width, PortBits.get(from, base, bit, width));
        }
    }

    /** Probabilities to the decision, and from there to importance and selection. */
    private Runnable score() {
        accept("probability", ready("judge"));
        offer("judge", valid("probability"));
        put("judge_final", isSecondPass ? 1 : 0);
        put("judge_threshold", rowValue("row_threshold"));
        put("judge_last", get("probability_last"));
        put("judge_score", get("probability_value"));
        boolean canPack = !hasSelect || ready("select");
        accept("passed", canPack && ready("importance"));
        offer("importance", canPack && valid("passed"));
        put("importance_last", get("passed_last"));
        put("importance_token", tokens[scored]);
        put("importance_amount", get("passed_value"));
        offer("select", hasSelect);
        put("select_last", isSelectLast ? 1 : 0);
        put("select_mask", selectMask);
        put("select_k", rowValue("row_keep"));
        for (int lane = 0; lane < selectLanes.length; lane++) {
            int bit = lane * PROBABILITY_BITS;
            PortBits.put(out, read.get("select_scores"), bit, PROBABILITY_BITS, selectLanes[lane]);
            if (hasSelect && (selectMask >>> lane & 1) == 0) {
                PortBits.put(care, read.get("select_scores"), bit, PROBABILITY_BITS, 0);
            }
        }
        boolean isGiven = hasSelect && ready("select");
        boolean isTaken = valid("passed") && canPack && ready("importance");
        int value = get("passed_value");
        boolean isLast = get("passed_last") != 0;
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

    private Runnable keep() {
        accept("keep", holdLeft == 0);
        boolean isTaken = holdLeft == 0 && valid("keep");
        int count = get("keep_count");
        return () -> {
            if (isTaken) {
                holdLeft = Math.min(count, hold.length);
                holdLane = 0;
                for (int lane = 0; lane < hold.length; lane++) {
                    hold[lane] = (int) PortBits.get(in, driven.get("keep_index"), lane * indexBits, indexBits);
                }
            }
        };
    }

    private Runnable end() {
        accept("sums", ready("output") && ready("summed"));
        offer("output", valid("sums") && ready("summed"));
        offer("summed", valid("sums") && ready("output"));
        copy(in, driven.get("sums_data"), "output_data");
        copy(in, driven.get("sums_data"), "summed_data");
        put("summed_clear", rowValue("row_clear"));
        put("summed_head", rowValue("row_head"));
        accept("total", ready("head"));
        offer("head", valid("total"));
        put("head_index", get("total_head"));
        copy(in, driven.get("total_value"), "head_total");
        boolean isEnd = valid("sums") && ready("output") && ready("summed");
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
