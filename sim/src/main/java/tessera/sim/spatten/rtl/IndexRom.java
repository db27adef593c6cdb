package tessera.sim.spatten.rtl;

import java.util.Arrays;
import java.util.Random;

/** The fixed index table: every line a sorted random half of a window of twice the port count. */
final class IndexRom {
    private final int[] indices;
    private final int ports;

    IndexRom(int lines, int ports, int maxKeys) {
        this.ports = ports;
        this.indices = new int[lines * ports];
        Random random = new Random(1);
        int[] window = new int[2 * ports];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < window.length; i++) {
                window[i] = i;
            }
            for (int n = window.length; n >= 2; n--) {
                int other = random.nextInt(n);
                int swapped = window[n - 1];
                window[n - 1] = window[other];
                window[other] = swapped;
            }
            int[] chosen = Arrays.copyOf(window, ports);
            Arrays.sort(chosen);
            for (int i = 0; i < ports; i++) {
                indices[line * ports + i] = (chosen[i] + line * ports) % maxKeys;
            }
        }
    }

    int index(int line, int port) {
        return indices[line * ports + port];
    }
}
