package tessera.hdl.folder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.hdl.bench.BenchCase;
import tessera.hdl.bench.PortTrace;
import tessera.hdl.bench.Stimulus;
import tessera.hdl.block.BlockInstance;

/**
 * The recorded cycles that a stand-alone bench replays: what is driven, what must come, and which bits of it count. One
 * line a cycle, one number a line in hexadecimal; every port starts at a multiple of 32 bits, the first port lowest.
 *
 * @param cycles lines of each file
 * @param cases test cases in them
 * @param files file name to text: {@code driven.hex}, {@code expected.hex}, {@code care.hex}
 */
record Vectors(int cycles, int cases, Map<String, String> files) {
    private static final int MOST_CASES = 64;
    private static final int ENOUGH_CYCLES = 1500;
    private static final String HEX = "0123456789abcdef";

    /** Records the block's first cases, the directed ones among them, as many as a few thousand cycles hold. */
    static Vectors of(BlockInstance block, long seed) {
        List<BenchCase> cases = new ArrayList<>();
        PortTrace trace = null;
        for (int count = 8; count <= MOST_CASES && (trace == null || trace.cycles() < ENOUGH_CYCLES); count *= 2) {
            while (cases.size() < count) {
                cases.add(block.cases().at(seed, cases.size()));
            }
            trace = Stimulus.record(block.model().get(), cases, seed);
        }
        int drivenWords = block.ports().driven().words();
        int readWords = block.ports().read().words();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("driven.hex", lines(trace.drivenWords(0, trace.cycles()), drivenWords));
        files.put("expected.hex", lines(trace.readWords(0, trace.cycles()), readWords));
        files.put("care.hex", lines(trace.careAfterReset(), readWords));
        return new Vectors(trace.cycles(), cases.size(), files);
    }

    private static String lines(int[] words, int wordsPerLine) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < words.length; line += wordsPerLine) {
            for (int word = wordsPerLine - 1; word >= 0; word--) {
                for (int shift = 28; shift >= 0; shift -= 4) {
                    text.append(HEX.charAt(words[line + word] >>> shift & 15));
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
