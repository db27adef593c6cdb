package tessera.hdl.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.bench.Beat;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.CaseSource;
import tessera.hdl.bench.Stalls;
import tessera.hdl.emit.Design;
import tessera.models.block.BlockParameter;
import tessera.models.block.GnaTilesParams;
import tessera.models.golden.GnaTileRanges;
import tessera.models.golden.GnaTileRanges.Pair;
import tessera.sim.block.BlockPorts;
import tessera.sim.block.GnaTilesModel;

/** The GNA tile generator. */
public final class GnaTilesBlock {
    public static final Block DESCRIPTION = new Block(
            GnaTilesParams.BLOCK,
            "for each query tile of a GNA problem the KV tiles that it needs; one pair of tiles a cycle",
            GnaTilesParams.PARAMETERS,
            "2, then one pair of tiles a cycle",
            "mask of arXiv 2504.16922; generator ours",
            Block.CHECKED,
            values -> instance(new GnaTilesParams(new ArrayList<>(values.values()))));

    private GnaTilesBlock() {}

    /** The block of these parameters. */
    public static BlockInstance instance(GnaTilesParams params) {
        Map<String, Integer> values = new LinkedHashMap<>();
        for (int i = 0; i < GnaTilesParams.PARAMETERS.size(); i++) {
            BlockParameter parameter = GnaTilesParams.PARAMETERS.get(i);
            values.put(parameter.name(), params.values().get(i));
        }
        List<Pair> pairs = GnaTileRanges.pairs(params);
        return new BlockInstance(
                GnaTilesParams.BLOCK,
                values,
                Design.of(GnaTilesVerilog.module(params)),
                () -> new GnaTilesModel(params),
                (seed, index) -> caseAt(params, pairs, seed, index));
    }

    /** A sweep with a random tag and the golden pairs. */
    private static BenchCase caseAt(GnaTilesParams params, List<Pair> pairs, long seed, int index) {
        BlockPorts ports = GnaTilesModel.ports(params);
        int head = CaseSource.random(seed, index).nextInt(1 << GnaTilesParams.HEAD_BITS);
        Beat start = new Beat(ports.inputs().get(0)).with("start_head", head);
        List<Beat> expected = new ArrayList<>();
        for (Pair pair : pairs) {
            expected.add(new Beat(ports.outputs().get(0))
                    .with("tile_head", head)
                    .with("tile_query", pair.queryToken())
                    .with("tile_key", pair.keyToken())
                    .with("tile_first", pair.isFirst() ? 1 : 0)
                    .with("tile_last", pair.isLast() ? 1 : 0)
                    .with("tile_end", expected.size() + 1 == pairs.size() ? 1 : 0));
        }
        return new BenchCase("head " + head, List.of(List.of(start)), List.of(expected), Stalls.byTurns(index));
    }
}
