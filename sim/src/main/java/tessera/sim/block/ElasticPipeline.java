package tessera.sim.block;

import java.util.Arrays;

/**
 * The handshake of a pipeline that closes its gaps: a stage takes a beat when it is empty or its own beat moves on.
 * In Verilog: {@code ready_s = ~valid_s_q | ready_(s+1)}. Payloads stay where they are, in slots; only slot numbers move.
 */
public final class ElasticPipeline {
    private final boolean[] isFull;
    private final int[] slots;

    /** @param stages registers in a row, at least 1 */
    public ElasticPipeline(int stages) {
        this.isFull = new boolean[stages];
        this.slots = new int[stages];
        for (int stage = 0; stage < stages; stage++) {
            slots[stage] = stage;
        }
    }

    /** Empties all stages: what reset does. */
    public void clear() {
        Arrays.fill(isFull, false);
    }

    /** Whether the first stage takes a beat in this cycle, given whether the surroundings take one from the last. */
    public boolean isReady(boolean isOutputReady) {
        if (isOutputReady) {
            return true;
        }
        for (boolean full : isFull) {
            if (!full) {
                return true;
            }
        }
        return false;
    }

    /** Whether the last stage holds a beat. */
    public boolean isValid() {
        return isFull[isFull.length - 1];
    }

    /** Whether no stage holds a beat. */
    public boolean isEmpty() {
        for (boolean full : isFull) {
            if (full) {
                return false;
            }
        }
        return true;
    }

    /** Whether no beat can move up: all of them stand one behind the other at the end. */
    public boolean isSettled() {
        boolean hasBeat = false;
        for (boolean full : isFull) {
            if (hasBeat && !full) {
                return false;
            }
            hasBeat |= full;
        }
        return true;
    }

    /** Slot of the beat in the last stage. */
    public int lastSlot() {
        return slots[slots.length - 1];
    }

    /** Slot of the beat in the first stage: fill it after {@link #advance} has taken a beat. */
    public int firstSlot() {
        return slots[0];
    }

    /** Takes the beat out of the last stage without handing it on: a stage that keeps it to itself, such as a sum. */
    public void absorbLast() {
        isFull[isFull.length - 1] = false;
    }

    /** The clock edge. A beat is taken when {@code isInputValid} and {@link #isReady} were true in this cycle. */
    public void advance(boolean isInputValid, boolean isOutputReady) {
        boolean isNextReady = isOutputReady;
        for (int stage = isFull.length - 1; stage >= 0; stage--) {
            boolean isStageReady = !isFull[stage] || isNextReady;
            if (isStageReady) {
                isFull[stage] = stage == 0 ? isInputValid : isFull[stage - 1];
                if (stage > 0) {
                    int freed = slots[stage];
                    slots[stage] = slots[stage - 1];
                    slots[stage - 1] = freed;
                }
            }
            isNextReady = isStageReady;
        }
    }
}
