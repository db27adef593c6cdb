package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.RtlWorkload;

/**
 * Keeps every admitted pass in the request FIFO until its requantisation report: then its lines are freed, or it goes round
 * again. A retry has priority, but a new row that has been copied to the FIFO and waits for the fork register keeps its
 * turn. New rows are admitted while half of the FIFO is free, so that retries always fit.
 */
final class RequestStage {
    private static final int TO_FIFO = 1;
    private static final int TO_FORK = 2;
    private static final int BOTH = TO_FIFO | TO_FORK;

    private final RtlWorkload rows;
    private final RowNotes notes;
    private final Admission admission;
    private final StreamFifo requests;
    private final int keptFree;
    private final SkidRegister retry = new SkidRegister();
    private boolean retries;
    private int retryWord;
    private final PairArbiter arbiter = PairArbiter.lowerFirst();
    private int pendingCopies = BOTH;

    /** The pass in the register before the four-way fork: {@link RowWord}. */
    final StageRegister output = new StageRegister();

    RequestStage(SpAttenRtlParams params, RtlWorkload rows, RowNotes notes, Admission admission) {
        this.rows = rows;
        this.notes = notes;
        this.admission = admission;
        this.requests = new StreamFifo(params.queues().requests());
        this.keptFree = params.queues().requests() / 2;
    }

    /** The report on the oldest pass; false when it cannot be taken in this cycle. Before {@link #step}. */
    boolean report(long cycle, boolean needsRefetch) {
        if (!requests.canPop(cycle) || needsRefetch && !retry.isReady()) {
            return false;
        }
        int word = requests.pop(cycle);
        int row = RowWord.row(word);
        if (needsRefetch) {
            retries = true;
            retryWord = RowWord.of(row) | RowWord.REFETCH;
        } else if (rows.isLastKeyPart(row)) {
            admission.release.load(notes.keyHandle[row]);
        }
        return true;
    }

    void step(long cycle) {
        boolean isStuck = pendingCopies == TO_FORK && output.isFull;
        if (!isStuck) {
            arbitrate(cycle);
        }
        retry.advance(retries, retryWord);
        retries = false;
    }

    private void arbitrate(long cycle) {
        boolean hasNew = admission.output.isFull && requests.freeCount(cycle) >= keptFree;
        int stream = arbiter.select(retry.output.isFull, hasNew);
        if (stream != PairArbiter.NONE) {
            StageRegister input = stream == 0 ? retry.output : admission.output;
            boolean fires = copy(cycle, input.word);
            if (fires) {
                input.take();
            }
            arbiter.show(stream, !fires);
        }
    }

    private boolean copy(long cycle, int word) {
        if ((pendingCopies & TO_FIFO) != 0 && requests.canPush(cycle)) {
            requests.push(cycle, word);
            pendingCopies &= ~TO_FIFO;
        }
        if ((pendingCopies & TO_FORK) != 0 && !output.isFull) {
            output.load(word);
            pendingCopies &= ~TO_FORK;
        }
        if (pendingCopies != 0) {
            return false;
        }
        pendingCopies = BOTH;
        return true;
    }
}
