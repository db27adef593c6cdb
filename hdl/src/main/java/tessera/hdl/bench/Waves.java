package tessera.hdl.bench;

import java.util.Optional;
import tessera.sim.block.Port;

/** Some cycles of a trace as a Value Change Dump (IEEE 1364-2001, section 18), which every waveform viewer reads. */
public final class Waves {
    private static final int CYCLES_BEFORE = 24;
    private static final int CYCLES_AFTER = 8;
    private static final int HALF_PERIOD = 5;
    private static final int FIRST_CODE = 33;
    private static final int CODES = 94;

    private final StringBuilder text = new StringBuilder();
    private int nextCode;

    private Waves() {}

    /**
     * The cycles around a difference: all ports as the RTL has them and, where it is known, what the cycle model says of
     * the outputs.
     *
     * @param cycleAfterReset counted as in {@link Difference}
     */
    public static String around(
            PortTrace actual, Optional<PortTrace> expected, int cycleAfterReset, String module, String comment) {
        int start = actual.firstCycleAfterReset();
        int first = Math.max(0, start + cycleAfterReset - CYCLES_BEFORE);
        int end = Math.min(actual.cycles(), start + cycleAfterReset + CYCLES_AFTER);
        Waves waves = new Waves();
        waves.text.append("$comment ").append(comment.replace("$end", "")).append(" $end\n");
        waves.text.append("$comment time / 10 + ").append(first - start).append(" = cycle after reset $end\n");
        waves.text.append("$timescale 1ns $end\n");
        waves.scope(actual, true, module);
        expected.ifPresent(model -> waves.scope(model, false, "cycle_model"));
        waves.text.append("$enddefinitions $end\n");
        for (int cycle = first; cycle < end; cycle++) {
            waves.nextCode = 1;
            waves.text.append('#').append((cycle - first) * 2 * HALF_PERIOD).append("\n0!\n");
            waves.values(actual, true, cycle);
            int now = cycle;
            expected.ifPresent(model -> waves.values(model, false, now));
            waves.text
                    .append('#')
                    .append((cycle - first) * 2 * HALF_PERIOD + HALF_PERIOD)
                    .append("\n1!\n");
        }
        return waves.text.toString();
    }

    private void scope(PortTrace trace, boolean hasInputs, String name) {
        text.append("$scope module ").append(name).append(" $end\n");
        if (hasInputs) {
            declare(new Port("clk", 1));
            trace.ports().driven().ports().forEach(this::declare);
        }
        trace.ports().read().ports().forEach(this::declare);
        text.append("$upscope $end\n");
    }

    private void declare(Port port) {
        String range = port.bits() == 1 ? "" : " [" + (port.bits() - 1) + ":0]";
        text.append("$var wire ").append(port.bits()).append(' ').append(code());
        text.append(' ').append(port.name()).append(range).append(" $end\n");
    }

    private String code() {
        int number = nextCode++;
        return number < CODES
                ? "" + (char) (FIRST_CODE + number)
                : "" + (char) (FIRST_CODE + number / CODES) + (char) (FIRST_CODE + number % CODES);
    }

    private void values(PortTrace trace, boolean hasInputs, int cycle) {
        if (hasInputs) {
            for (Port port : trace.ports().driven().ports()) {
                value(trace.hexDriven(cycle, port), port);
            }
        }
        for (Port port : trace.ports().read().ports()) {
            value(trace.hexRead(cycle, port), port);
        }
    }

    private void value(String hex, Port port) {
        String bits = new java.math.BigInteger(hex.substring(2), 16).toString(2);
        text.append(port.bits() == 1 ? bits : "b" + bits + " ").append(code()).append('\n');
    }
}
