package tessera.sim.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tessera.models.block.CrossbarParams;

/** The crossbar cycle by cycle: one register per output, inputs served by turns. */
public final class CrossbarModel implements BlockModel {
    private final CrossbarParams params;
    private final BlockPorts ports;
    private final int[] inValid;
    private final int[] inReady;
    private final int[] outValid;
    private final int[] outReady;
    /** Output → whether its register holds a beat, from which input, and the word. */
    private final boolean[] isFull;

    private final int[] source;
    private final int[][] word;
    /** Output → the input that is served first, if it asks. */
    private final int[] turn;

    private final int wordWords;

    public CrossbarModel(CrossbarParams params) {
        this.params = params;
        this.ports = ports(params);
        this.wordWords = new Port("word", params.wordBits()).words();
        this.inValid = new int[params.inputs()];
        this.inReady = new int[params.inputs()];
        this.outValid = new int[params.outputs()];
        this.outReady = new int[params.outputs()];
        this.isFull = new boolean[params.outputs()];
        this.source = new int[params.outputs()];
        this.word = new int[params.outputs()][wordWords];
        this.turn = new int[params.outputs()];
        for (int i = 0; i < params.inputs(); i++) {
            inValid[i] = ports.driven().word("in" + i + "_valid");
            inReady[i] = ports.read().word("in" + i + "_ready");
        }
        for (int i = 0; i < params.outputs(); i++) {
            outValid[i] = ports.read().word("out" + i + "_valid");
            outReady[i] = ports.driven().word("out" + i + "_ready");
        }
    }

    /** Ports: {@code in0}… (target, word) and {@code out0}… (source, word). */
    public static BlockPorts ports(CrossbarParams params) {
        List<StreamPorts> inputs = new ArrayList<>();
        List<StreamPorts> outputs = new ArrayList<>();
        for (int i = 0; i < params.inputs(); i++) {
            inputs.add(new StreamPorts(
                    "in" + i,
                    List.of(
                            new Port("in" + i + "_target", params.targetBits()),
                            new Port("in" + i + "_word", params.wordBits()))));
        }
        for (int i = 0; i < params.outputs(); i++) {
            outputs.add(new StreamPorts(
                    "out" + i,
                    List.of(
                            new Port("out" + i + "_source", params.sourceBits()),
                            new Port("out" + i + "_word", params.wordBits()))));
        }
        return new BlockPorts(inputs, outputs);
    }

    @Override
    public BlockPorts ports() {
        return ports;
    }

    @Override
    public void step(int[] driven, int[] read, int[] care) {
        if (driven[0] != 0) {
            Arrays.fill(isFull, false);
            Arrays.fill(turn, 0);
            return;
        }
        for (int input = 0; input < inReady.length; input++) {
            care[inReady[input]] = 1;
        }
        for (int output = 0; output < isFull.length; output++) {
            show(output, read, care);
            boolean isFree = !isFull[output] || driven[outReady[output]] != 0;
            if (isFree) {
                isFull[output] = false;
                int granted = granted(output, driven);
                if (granted >= 0) {
                    read[inReady[granted]] = 1;
                    isFull[output] = true;
                    source[output] = granted;
                    System.arraycopy(driven, inValid[granted] + 2, word[output], 0, wordWords);
                    turn[output] = granted + 1;
                }
            }
        }
    }

    private void show(int output, int[] read, int[] care) {
        PortBits.show(read, care, outValid[output], isFull[output]);
        if (isFull[output]) {
            int first = outValid[output] + 1;
            read[first] = source[output];
            System.arraycopy(word[output], 0, read, first + 1, wordWords);
            ports.outputs().get(output).beat().fillOnes(care, first);
        }
    }

    /** The first input from its turn on that wants this output; −1 if none does. */
    private int granted(int output, int[] driven) {
        int inputs = inValid.length;
        for (int i = 0; i < inputs; i++) {
            // The turn may stand behind the last input: then the first one is next.
            int input = (Math.min(turn[output], inputs) + i) % inputs;
            if (driven[inValid[input]] != 0 && driven[inValid[input] + 1] == output) {
                return input;
            }
        }
        return -1;
    }

    @Override
    public boolean hasWork() {
        for (boolean full : isFull) {
            if (full) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isSettled() {
        return true;
    }
}
