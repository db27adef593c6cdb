package tessera.hdl.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.GatherAddressesParams;
import tessera.models.golden.GatherAddresses;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.GatherAddressesModel;
import tessera.sim.block.PortBits;

/** The address generator of gathers. */
public final class GatherAddressesBlock {
    public static final Block DESCRIPTION = new Block(
            GatherAddressesParams.BLOCK,
            "burst addresses of the vectors whose indices come in, a few side by side",
            GatherAddressesParams.PARAMETERS,
            "1, from indices to their first addresses; a beat of indices takes as many cycles as a vector has bursts",
            "SpAtten (HPCA 2021), fetcher",
            Block.CHECKED,
            GatherAddressesBlock::instance);

    private static final int MOST_BEATS = 5;

    private GatherAddressesBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(GatherAddressesParams params) {
        return new BlockInstance(
                GatherAddressesParams.BLOCK,
                BlockParameter.values(
                        GatherAddressesParams.PARAMETERS,
                        params.lanes(),
                        params.indexBits(),
                        params.addressBits(),
                        params.burstBytes(),
                        params.bursts()),
                Design.of(GatherAddressesVerilog.module(params)),
                () -> new GatherAddressesModel(params),
                (seed, index) -> caseAt(params, seed, index));
    }

    private static BlockInstance instance(Map<String, Integer> values) {
        return instance(new GatherAddressesParams(
                values.get("lanes"),
                values.get("index_bits"),
                values.get("address_bits"),
                values.get("burst_bytes"),
                values.get("bursts")));
    }

    private static BenchCase caseAt(GatherAddressesParams params, long seed, int index) {
        SplittableRandom random = CaseSource.random(seed, index);
        int kind = index < 3 ? index : 0;
        long base = Numbers.unsigned(random, 1, params.addressBits(), kind)[0];
        int count = 1 + random.nextInt(MOST_BEATS * params.lanes());
        long[] indices = Numbers.unsigned(random, count, params.indexBits(), kind);
        return row(params, count + " vectors", base, indices, Stalls.byTurns(index / 4));
    }

    /** A row of indices with the golden function's addresses. */
    public static BenchCase row(
            GatherAddressesParams params, String description, long base, long[] indices, Stalls stalls) {
        BlockPorts ports = GatherAddressesModel.ports(params);
        List<Beat> inputs = new ArrayList<>();
        List<Beat> expected = new ArrayList<>();
        for (int first = 0; first < indices.length; first += params.lanes()) {
            int count = Math.min(params.lanes(), indices.length - first);
            boolean isLast = first + count == indices.length;
            long[] lanes = Arrays.copyOfRange(indices, first, first + count);
            inputs.add(new Beat(ports.inputs().get(1))
                    .with("in_last", isLast ? 1 : 0)
                    .with("in_mask", PortBits.mask(count))
                    .withLanes("in_indices", params.indexBits(), lanes));
            for (int burst = 0; burst < params.bursts(); burst++) {
                long[] addresses = new long[count];
                for (int lane = 0; lane < count; lane++) {
                    addresses[lane] = GatherAddresses.address(
                            base, lanes[lane], burst, params.vectorBytes(), params.burstBytes(), params.addressBits());
                }
                expected.add(new Beat(ports.outputs().get(0))
                        .with("out_last", isLast && burst + 1 == params.bursts() ? 1 : 0)
                        .with("out_mask", PortBits.mask(count))
                        .withLanes("out_addresses", params.addressBits(), addresses));
            }
        }
        Beat start = new Beat(ports.inputs().get(0)).with("base_address", base);
        return new BenchCase(description, List.of(List.of(start), inputs), List.of(expected), stalls);
    }
}
