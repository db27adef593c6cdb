package tessera.models.spatten;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tessera.models.block.TopKBlockParams;
import tessera.models.energy.SramModel;
import tessera.models.machine.TopKParams;

/**
 * Area of a top-k engine as synthesised: its generated Verilog through Yosys, one row of {@code models/area/top-k.csv} for each
 * engine. Only the engines of that table have an area here; nothing is interpolated.
 *
 * <p><b>Source:</b> {@code tessera hdl synth} with an open 130 nm cell library; the commands stand in docs/hdl.md. Cells
 * with their flip-flops, without wires and clock tree. <b>Assumption:</b> area goes with the square of the feature size, so
 * ({@value #MODEL_NM} / {@value #LIBRARY_NM})² brings it to the node of {@link SpAttenArea}. Memory bits: {@link SramModel}.
 */
public final class TopKArea {
    /** Node of the cell library that the table was made with. */
    public static final int LIBRARY_NM = 130;

    /** Node of the area model. */
    public static final int MODEL_NM = 45;

    private static final double SCALE = (double) MODEL_NM * MODEL_NM / (LIBRARY_NM * LIBRARY_NM);
    private static final String LIBRARY = "sg13g2_stdcell_typ_1p20V_25C";
    private static final String RESOURCE = "/tessera/area/top-k.csv";
    private static final String HEADER =
            "block,parameters,part,library,cells,area_um2,transistors,critical_path_ns,memory_bits";
    private static final String WHOLE = "all";
    private static final Map<String, Row> ROWS = read();

    /**
     * One engine as synthesised.
     *
     * @param logicUm2 cells at {@value #LIBRARY_NM} nm, µm²
     * @param memoryBits bits of its memories, which are not among the cells
     */
    private record Row(double logicUm2, long memoryBits) {
        double mm2() {
            return logicUm2 * SCALE * 1e-6 + SramModel.areaMm2((double) memoryBits / Byte.SIZE);
        }
    }

    private TopKArea() {}

    /** Area of one such engine at {@value #MODEL_NM} nm, in mm²; empty where the table has no such engine. */
    public static Optional<Double> mm2(TopKParams params) {
        return Optional.ofNullable(ROWS.get(key(params))).map(Row::mm2);
    }

    /** As block and parameters stand in the table. */
    static String key(TopKParams params) {
        String shape =
                "capacity=" + params.capacity() + " lanes=" + params.lanes() + " score_bits=" + params.scoreBits();
        return switch (params.engine()) {
            case QUICK_SELECT -> TopKBlockParams.QUICK + "," + shape;
            case RADIX ->
                TopKBlockParams.RADIX + "," + shape + " digit_bits=" + Math.min(params.digitBits(), params.scoreBits());
        };
    }

    /** How many engines the table has. */
    static int size() {
        return ROWS.size();
    }

    private static Map<String, Row> read() {
        List<String> lines;
        try (InputStream in = TopKArea.class.getResourceAsStream(RESOURCE)) {
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        require(lines.get(0).equals(HEADER), "another header", lines.get(0));
        Map<String, Row> rows = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            require(cells.length == 9 && cells[3].equals(LIBRARY), "not a row of " + LIBRARY, line);
            if (cells[2].equals(WHOLE)) {
                Row row = new Row(Double.parseDouble(cells[5]), Long.parseLong(cells[8]));
                require(rows.put(cells[0] + "," + cells[1], row) == null, "a second row of one engine", line);
            }
        }
        return rows;
    }

    private static void require(boolean holds, String problem, String line) {
        if (!holds) {
            throw new IllegalStateException(RESOURCE + ": " + problem + ": " + line);
        }
    }
}
