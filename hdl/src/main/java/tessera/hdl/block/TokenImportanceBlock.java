package tessera.hdl.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.TokenImportanceParams;
import tessera.models.golden.Importance;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.PortBits;
import tessera.sim.block.TokenImportanceModel;

/** The token importance accumulator. */
public final class TokenImportanceBlock {
    public static final Block DESCRIPTION = new Block(
            TokenImportanceParams.BLOCK,
            "accumulates probabilities per token, a line of tokens a cycle; reads and clears the sums",
            TokenImportanceParams.PARAMETERS,
            "2, from a read to its sums",
            "SpAtten (HPCA 2021), section III-A",
            Block.CHECKED,
            TokenImportanceBlock::instance);

    private static final int MOST_OPERATIONS = 12;

    private TokenImportanceBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(TokenImportanceParams params) {
        return new BlockInstance(
                TokenImportanceParams.BLOCK,
                BlockParameter.values(
                        TokenImportanceParams.PARAMETERS,
                        params.lines(),
                        params.lanes(),
                        params.amountBits(),
                        params.sumBits()),
                Design.of(TokenImportanceVerilog.module(params)),
                () -> new TokenImportanceModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new TokenImportanceParams(
                values.get("lines"), values.get("lanes"), values.get("amount_bits"), values.get("sum_bits")));
    }

    /** A clear, then additions and reads on few lines, so that one often follows another on the same line. */
    private static BenchCase caseAt(TokenImportanceParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        Operations operations = new Operations(params, random.split());
        operations.clear();
        int lines = Math.min(params.lines(), 1 + random.nextInt(3));
        int first = random.nextInt(params.lines() - lines + 1);
        int count = 2 + random.nextInt(index % 50 == 0 ? 20 * MOST_OPERATIONS : MOST_OPERATIONS);
        for (int i = 0; i < count; i++) {
            int line = first + random.nextInt(lines);
            int kind = random.nextInt(16);
            if (kind == 0) {
                operations.clear();
            } else if (kind < 6) {
                operations.read(line);
            } else {
                long mask = index < 4 ? -1 : random.nextLong();
                operations.add(
                        line,
                        mask & PortBits.mask(params.lanes()),
                        Numbers.unsigned(random, params.lanes(), params.amountBits(), index % 4 == 1 ? 2 : 0));
            }
        }
        operations.read(first);
        return operations.end("operations on " + lines + " lines", Stalls.byTurns(index / 4));
    }

    /** Builds a case, keeping the sums by the golden function. */
    public static final class Operations {
        private final TokenImportanceParams params;
        private final BlockPorts ports;
        private final List<Beat> inputs = new ArrayList<>();
        private final List<Beat> expected = new ArrayList<>();
        private final long[] sums;
        private final SplittableRandom unread;

        /** @param unread what clears and reads carry where they are not asked for it: it must not matter */
        public Operations(TokenImportanceParams params, SplittableRandom unread) {
            this.params = params;
            this.unread = unread;
            this.ports = TokenImportanceModel.ports(params);
            this.sums = new long[params.lines() * params.lanes()];
        }

        /** Sets every sum to 0. */
        public void clear() {
            inputs.add(withUnread(beat(TokenImportanceParams.CLEAR, 0)));
            java.util.Arrays.fill(sums, 0);
        }

        /** Adds to the lanes of the mask. */
        public void add(int line, long mask, long[] amounts) {
            inputs.add(beat(TokenImportanceParams.ADD, line)
                    .with("in_mask", mask)
                    .withLanes("in_amounts", params.amountBits(), amounts));
            int[] tokens = new int[Long.bitCount(mask)];
            int[] added = new int[tokens.length];
            int count = 0;
            for (int lane = 0; lane < params.lanes(); lane++) {
                if ((mask >>> lane & 1) != 0) {
                    tokens[count] = line * params.lanes() + lane;
                    added[count++] = (int) amounts[lane];
                }
            }
            Importance.addTokens(sums, tokens, added);
            for (int token : tokens) {
                sums[token] = Math.min(sums[token], PortBits.mask(params.sumBits()));
            }
        }

        /** Asks for a line's sums. */
        public void read(int line) {
            inputs.add(withUnread(beat(TokenImportanceParams.READ, line)));
            long[] lanes = new long[params.lanes()];
            System.arraycopy(sums, line * lanes.length, lanes, 0, lanes.length);
            expected.add(new Beat(ports.outputs().get(0)).withLanes("out_sums", params.sumBits(), lanes));
        }

        BenchCase end(String description, Stalls stalls) {
            return new BenchCase(description, List.of(inputs), List.of(expected), stalls);
        }

        private Beat withUnread(Beat beat) {
            return beat.with("in_mask", unread.nextLong() & PortBits.mask(params.lanes()))
                    .withLanes(
                            "in_amounts",
                            params.amountBits(),
                            Numbers.unsigned(unread, params.lanes(), params.amountBits(), 0));
        }

        private Beat beat(int op, int line) {
            return new Beat(ports.inputs().get(0)).with("in_op", op).with("in_line", line);
        }
    }
}
