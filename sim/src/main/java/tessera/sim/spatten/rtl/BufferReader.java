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
 *
 * <p>Polling that has become a loop (two rollbacks with nothing changed between) is not gone through: its cycles are counted,
 * and when the missing line is written or a plan comes, whole rounds are added up and the rest of a round is made up for.
 */
final class BufferReader {
    private static final int EMPTY = -1;
    private static final long NO_STATE = -1;
    // Bits of a read on its way back.
    private static final int LAST = RowWord.LAST;
    private static final int MATCH = 2;
    private static final int FLAG = 4;

    /** Lines for the matrix unit, in order: {@link RowWord#LAST} or 0. */
    final StageRegister output = new StageRegister();

    private final LineRam ram;
    private final LineRequests requests;
    private boolean isSkipping = true;

    // Registers, EMPTY or the bits of a read.
    private int access = EMPTY;
    private int accessLine;
    private int accessTag;
    private int read0 = EMPTY;
    private int read1 = EMPTY;
    private int answer0 = EMPTY;
    private int answer1 = EMPTY;
    private int merged = EMPTY;
    /** The bank whose answer stays shown because it was not taken, or EMPTY. */
    private int lockedBank = EMPTY;

    private int expectedFlag;

    // The last rollback, if no line has come since: what the registers held, and when (in steps, and in reads).
    private long rollbackState = NO_STATE;
    private long steps;
    private long rollbackStep;
    private long rollbackReads;
    private boolean isLooping;
    private long loopSteps;
    private long loopReads;

    private final Counter reads;

    BufferReader(SpAttenRtlParams params, LineRam ram, StatGroup stats) {
        this.ram = ram;
        this.requests = new LineRequests(params.queues().bufferReads());
        this.reads = stats.counter("reads", Unit.COUNT, "lines read, repeated reads included");
        ram.watch(this);
    }

    /** For tests: goes through every round of polling. */
    void neverSkip() {
        isSkipping = false;
    }

    boolean canPlan() {
        return requests.canPlan();
    }

    /** Reads {@code size} lines from {@code start} on, as soon as each carries {@code tag}; after this cycle's step. */
    void plan(int start, int size, int tag) {
        leaveLoop();
        requests.plan(start, size, tag);
    }

    /** Whether it wants a line that has not come. */
    boolean isPolling() {
        return !requests.isIdle();
    }

    void step(long cycle) {
        steps++;
        if (isLooping || access == EMPTY && isPipelineEmpty() && requests.isIdle()) {
            return;
        }
        move(ram.isReady(cycle));
    }

    private boolean isPipelineEmpty() {
        return (read0 & read1 & answer0 & answer1 & merged) == EMPTY;
    }

    private void move(boolean isRamReady) {
        boolean commits = false;
        boolean rollsBack = false;
        if (merged != EMPTY) {
            boolean isExpected = (merged & FLAG) == expectedFlag;
            boolean isMatch = (merged & MATCH) != 0;
            if (!isExpected || !isMatch || !output.isFull) {
                commits = isExpected && isMatch;
                rollsBack = isExpected && !isMatch;
                if (commits) {
                    output.load(merged & LAST);
                    rollbackState = NO_STATE;
                }
                merged = EMPTY;
            }
        }
        moveAnswers();
        if (access != EMPTY && isRamReady) {
            readLine();
        }
        expectedFlag ^= rollsBack ? FLAG : 0;
        issue(commits, rollsBack);
        requests.generate(ram);
        if (rollsBack && isSkipping) {
            noteRollback();
        }
    }

    /** The two banks' answers meet again, the lower bank first: after a stall they can come out of order. */
    private void moveAnswers() {
        if (merged == EMPTY) {
            if (answer0 != EMPTY && lockedBank != 1) {
                merged = answer0;
                answer0 = EMPTY;
                lockedBank = EMPTY;
            } else if (answer1 != EMPTY && lockedBank != 0) {
                merged = answer1;
                answer1 = EMPTY;
                lockedBank = EMPTY;
            }
        } else if (lockedBank == EMPTY && (answer0 & answer1) != EMPTY) {
            lockedBank = answer0 != EMPTY ? 0 : 1;
        }
        if (answer0 == EMPTY) {
            answer0 = read0;
            read0 = EMPTY;
        }
        if (answer1 == EMPTY) {
            answer1 = read1;
            read1 = EMPTY;
        }
    }

    private void readLine() {
        int word = access | (ram.matches(accessLine, accessTag) ? MATCH : 0);
        if ((accessLine & 1) == 0) {
            if (read0 != EMPTY) {
                return;
            }
            read0 = word;
        } else {
            if (read1 != EMPTY) {
                return;
            }
            read1 = word;
        }
        access = EMPTY;
        reads.increment();
    }

    private void issue(boolean commits, boolean rollsBack) {
        boolean issues = access == EMPTY && requests.canIssue();
        if (issues) {
            accessLine = requests.issuedLine();
            accessTag = requests.issuedTag();
            access = requests.issuedLast() | (requests.isFlagSet() ? FLAG : 0);
        }
        requests.advance(issues, commits, rollsBack);
    }

    private void noteRollback() {
        long state = state();
        isLooping = state == rollbackState && !ram.matches(requests.committedLine(), requests.committedTag());
        loopSteps = steps - rollbackStep;
        loopReads = reads.value() - rollbackReads;
        rollbackState = state;
        rollbackStep = steps;
        rollbackReads = reads.value();
    }

    /** All that decides what comes next, while the missing line stays away: reads under way are dropped, match or not. */
    private long state() {
        long registers = 0;
        registers = registers << 2 | flag(access);
        registers = registers << 2 | flag(read0);
        registers = registers << 2 | flag(read1);
        registers = registers << 2 | flag(answer0);
        registers = registers << 2 | flag(answer1);
        registers = registers << 2 | flag(merged);
        registers = registers << 2 | lockedBank + 1;
        return registers << LineRequests.STATE_BITS | requests.state();
    }

    private int flag(int word) {
        return word == EMPTY ? 0 : (word & FLAG) == expectedFlag ? 1 : 2;
    }

    /** Before a line is written, after this cycle's step. */
    void beforeWrite(int line, int tag) {
        if (isLooping && line == requests.committedLine() && ram.isSame(tag, requests.committedTag())) {
            leaveLoop();
        }
    }

    /** After this cycle's step: brings everything to where it would be by now. */
    void leaveLoop() {
        if (!isLooping) {
            return;
        }
        isLooping = false;
        rollbackState = NO_STATE;
        long skipped = steps - rollbackStep;
        long rounds = skipped / loopSteps;
        reads.add(rounds * loopReads);
        if (rounds % 2 != 0) {
            flipFlags();
        }
        for (long step = skipped % loopSteps; step > 0; step--) {
            move(true);
        }
    }

    private void flipFlags() {
        expectedFlag ^= FLAG;
        requests.flipFlag();
        access ^= access == EMPTY ? 0 : FLAG;
        read0 ^= read0 == EMPTY ? 0 : FLAG;
        read1 ^= read1 == EMPTY ? 0 : FLAG;
        answer0 ^= answer0 == EMPTY ? 0 : FLAG;
        answer1 ^= answer1 == EMPTY ? 0 : FLAG;
        merged ^= merged == EMPTY ? 0 : FLAG;
    }
}
