package tessera.hdl.block;

import java.util.List;
import tessera.traces.check.Nearest;

/** Every hardware block. Adding one: one file with a {@code DESCRIPTION}, one line here. */
public final class Blocks {
    public static final List<Block> ALL = List.of(
            ZeroEliminatorBlock.DESCRIPTION, //
            PrefixSumBlock.DESCRIPTION, //
            BitWidthConverterBlock.DESCRIPTION, //
            DotProductBlock.DESCRIPTION, //
            ProbValueBlock.DESCRIPTION, //
            QuantisationDecisionBlock.DESCRIPTION, //
            TokenImportanceBlock.DESCRIPTION, //
            HeadImportanceBlock.DESCRIPTION, //
            GatherAddressesBlock.DESCRIPTION, //
            CrossbarBlock.DESCRIPTION, //
            SoftmaxUnitBlock.DESCRIPTION, //
            GnaTilesBlock.DESCRIPTION, //
            TopKBlock.RADIX, //
            TopKBlock.QUICK, //
            AttentionHeadBlock.DESCRIPTION);

    private Blocks() {}

    /** The block of that name; an unknown one is an input error that lists them and the nearest. */
    public static Block named(String name) {
        return ALL.stream()
                .filter(block -> block.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Nearest.unknown(
                        "block", name, ALL.stream().map(Block::name).toList()));
    }
}
