package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.sim.stat.Counter;
import tessera.sim.stat.StatGroup;
import tessera.sim.stat.Unit;

/**
 * Reads a row's lines in order out of a line buffer by polling: it reads on and on, and a line that does not carry the
 * wanted tag yet sends it back to that line. Reads that were under way by then carry the old rollback flag and are dropped.
 *
 * <p>plan → {@code LineRequests} (address, queue with rollback) → access register → RAM → 3 registers, two of them per bank
 * → output register. A rollback takes effect five cycles after the read that failed.
 */
final class BufferReader {
    // Bits of a read on its way back.
    private static final int LAST = RowWord.LAST;
    private static final int MATCH = 2;
    private static final int FLAG = 4;

    /** Lines for the matrix unit, in order: {@link RowWord#LAST} or 0. */
    final StageRegister output = new StageRegister();

    private final LineRam ram;
    private final LineRequests requests;
    private boolean hasAccess;
    private int accessLine;
    private int accessTag;
    private int accessBits;
    private final StageRegister[] read = {new StageRegister(), new StageRegister()};
    private final StageRegister[] answer = {new StageRegister(), new StageRegister()};
    private final PairArbiter merge = PairArbiter.lowerFirst();
    private final StageRegister merged = new StageRegister();
    private int expectedFlag;
    private int underWay;
    private final Counter reads;

    BufferReader(SpAttenRtlParams params, LineRam ram, StatGroup stats) {
        this.ram = ram;
        this.requests = new LineRequests(params.queues().bufferReads());
        this.reads = stats.counter("reads", Unit.COUNT, "lines read, repeated reads included");
    }

    boolean canPlan() {
        return requests.canPlan();
    }

    /** Reads {@code size} lines from {@code start} on, as soon as each carries {@code tag}. */
    void plan(int start, int size, int tag) {
        requests.plan(start, size, tag);
    }

    /** Whether it wants a line that has not come. */
    boolean isPolling() {
        return underWay > 0 || hasAccess;
    }

    void step(long cycle) {
        if (underWay == 0 && !hasAccess && requests.isIdle()) {
            return;
        }
        boolean commits = false;
        boolean rollsBack = false;
        if (merged.isFull) {
            boolean isExpected = (merged.word & FLAG) == expectedFlag;
            boolean isMatch = (merged.word & MATCH) != 0;
            if (!isExpected || !isMatch || !output.isFull) {
                commits = isExpected && isMatch;
                rollsBack = isExpected && !isMatch;
                if (commits) {
                    output.load(merged.word & LAST);
                }
                merged.take();
                underWay--;
            }
        }
        if (underWay > 0) {
            moveAnswers();
        }
        if (hasAccess && ram.isReady(cycle)) {
            access();
        }
        if (rollsBack) {
            expectedFlag ^= FLAG;
        }
        issue(commits, rollsBack);
        requests.generate(ram);
    }

    /** The two banks' answers meet again, the lower bank first: after a stall they can come out of order. */
    private void moveAnswers() {
        int bank = merge.select(answer[0].isFull, answer[1].isFull);
        if (bank != PairArbiter.NONE) {
            boolean moves = !merged.isFull;
            if (moves) {
                merged.load(answer[bank].take());
            }
            merge.show(bank, !moves);
        }
        for (int b = 0; b < SpAttenRtlParams.BANKS; b++) {
            if (read[b].isFull && !answer[b].isFull) {
                answer[b].load(read[b].take());
            }
        }
    }

    private void access() {
        StageRegister target = read[accessLine & 1];
        if (!target.isFull) {
            target.load(accessBits | (ram.matches(accessLine, accessTag) ? MATCH : 0));
            hasAccess = false;
            underWay++;
            reads.increment();
        }
    }

    private void issue(boolean commits, boolean rollsBack) {
        boolean issues = !hasAccess && requests.canIssue();
        if (issues) {
            hasAccess = true;
            accessLine = requests.issuedLine();
            accessTag = requests.issuedTag();
            accessBits = requests.issuedLast() | (requests.isFlagSet() ? FLAG : 0);
        }
        requests.advance(issues, commits, rollsBack);
    }
}
