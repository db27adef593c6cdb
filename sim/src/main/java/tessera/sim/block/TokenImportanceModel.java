package tessera.sim.block;

import java.util.Arrays;
import java.util.List;
import tessera.models.block.TokenImportanceParams;

/** The token importance accumulator cycle by cycle: operations take effect in order, two stages each. */
public final class TokenImportanceModel extends PipelineModel {
    private final TokenImportanceParams params;
    private final long[][] sums;
    private final int inOp = driven("in_op");
    private final int inLine = driven("in_line");
    private final int inMask = driven("in_mask");
    private final int inAmounts = driven("in_amounts");
    private final int outSums = out("out_sums");

    public TokenImportanceModel(TokenImportanceParams params) {
        super(ports(params), params.latencyCycles());
        this.params = params;
        // A line number beyond the lines is the surroundings' fault, but must not stop the model before reset.
        this.sums = new long[1 << params.lineBits()][params.lanes()];
    }

    /** Ports: {@code in} (op, line, mask, amounts) and {@code out} (sums), lane 0 lowest; only a read gives a beat. */
    public static BlockPorts ports(TokenImportanceParams params) {
        return new BlockPorts(
                List.of(new StreamPorts(
                        "in",
                        List.of(
                                new Port("in_op", 2),
                                new Port("in_line", params.lineBits()),
                                new Port("in_mask", params.lanes()),
                                new Port("in_amounts", params.lanes() * params.amountBits())))),
                List.of(new StreamPorts("out", List.of(new Port("out_sums", params.lanes() * params.sumBits())))));
    }

    @Override
    protected boolean take(int[] driven, int[] value, int[] care) {
        long[] line = sums[driven[inLine]];
        int op = driven[inOp];
        if (op == TokenImportanceParams.ADD) {
            add(driven, line);
        } else if (op >= TokenImportanceParams.CLEAR) {
            clear();
        }
        if (op != TokenImportanceParams.READ) {
            return false;
        }
        for (int lane = 0; lane < line.length; lane++) {
            PortBits.put(value, outSums, lane * params.sumBits(), params.sumBits(), line[lane]);
        }
        return true;
    }

    private void add(int[] driven, long[] line) {
        long most = PortBits.mask(params.sumBits());
        for (int lane = 0; lane < line.length; lane++) {
            if (PortBits.get(driven, inMask, lane, 1) != 0) {
                long amount = PortBits.get(driven, inAmounts, lane * params.amountBits(), params.amountBits());
                line[lane] = Math.min(most, line[lane] + amount);
            }
        }
    }

    @Override
    protected void clear() {
        for (long[] line : sums) {
            Arrays.fill(line, 0);
        }
    }
}
