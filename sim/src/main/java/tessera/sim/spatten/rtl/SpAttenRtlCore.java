package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;
import tessera.models.rtl.IndexRom;
import tessera.models.rtl.RtlWorkload;
import tessera.sim.kernel.Component;
import tessera.sim.kernel.StopSignal;
import tessera.sim.stat.StatGroup;

/**
 * Everything in the RTL that shares combinational ready chains: from the row's admission to its answer, all but the memory
 * side of the fetcher.
 *
 * <pre>
 * rows → admission → request stage → pass fork ─┬→ key addresses ──→ fetcher ══ address FIFOs ══→ memory side
 *            ↑            ↑    ↑                ├→ key write plan                                     ║
 *         release       retry report            ├→ key read plan                                response FIFOs
 *            └────────────┴────┘                └→ dot product ← key reader ← key RAM ← key writer ←─┐ ║
 *                              ↑                        ↓                                          realigner
 *                        reorder buffer ← decision ← scores                                         │
 *                              ↓                                                                    ↓
 *          index reload → top-k → value allocation → score fork ─┬→ value addresses → fetcher   value writer
 *                                                                ├→ plans of the value buffer        ↓
 *                                                                └→ selected scores → prob x V ← value reader
 * </pre>
 */
final class SpAttenRtlCore implements Component {
    private final long firstCycle;
    private final int rowCount;
    private final StopSignal done;

    private final Admission admission;
    private final RequestStage requests;
    private final PassFork passes;
    private final MatrixFetcher fetcher;
    private final Realigner realigner;
    private final BufferWriter keyWriter;
    private final BufferReader keyReader;
    private final DotProduct dotProduct;
    private final RequantDecision decision;
    private final ReorderBuffer reorder;
    private final IndexReload indexReload;
    private final TopKStage topK;
    private final ValueAllocation valueAllocation;
    private final ScoreFork selectedLines;
    private final BufferWriter valueWriter;
    private final BufferReader valueReader;
    private final ProbTimesValue probTimesValue;

    SpAttenRtlCore(
            SpAttenRtlParams params,
            RtlWorkload rows,
            RowNotes notes,
            BeatLink link,
            StopSignal done,
            StatGroup stats) {
        this.firstCycle = params.resetCycles();
        this.rowCount = rows.rowCount();
        this.done = done;
        IndexRom rom = new IndexRom(params);
        LineRam keyRam = LineRam.ofKeys(params);
        LineRam valueRam = LineRam.ofValues(params);
        StreamFifo contexts = new StreamFifo(params.queues().contexts());
        StreamFifo selected = new StreamFifo(params.scoreQueueDepth());
        KeyAddresses keyAddresses = new KeyAddresses(params, rows, rom);
        ValueAddresses valueAddresses = new ValueAddresses(params, rows, rom);
        StatGroup keyBuffer = stats.group("key_buffer");
        StatGroup valueBuffer = stats.group("value_buffer");

        admission = new Admission(params, rows, notes, stats.group("admission"));
        requests = new RequestStage(params, rows, notes, admission);
        keyWriter = new BufferWriter(keyRam, keyBuffer);
        keyReader = new BufferReader(params, keyRam, keyBuffer);
        passes = new PassFork(params, rows, notes, requests.output, keyWriter, keyAddresses, keyReader);
        decision = new RequantDecision(params, rows);
        dotProduct = new DotProduct(params, keyReader, passes, decision, stats.group("dot_product"));
        reorder = new ReorderBuffer(params, rows, decision, requests, stats.group("reorder"));
        indexReload = new IndexReload(reorder);
        valueAllocation = new ValueAllocation(params, rows, notes);
        topK = new TopKStage(params, rows, indexReload, valueAllocation, stats.group("top_k"));
        valueWriter = new BufferWriter(valueRam, valueBuffer);
        valueReader = new BufferReader(params, valueRam, valueBuffer);
        selectedLines = new ScoreFork(
                params, rows, notes, valueAllocation.output, valueWriter, valueAddresses, valueReader, selected);
        fetcher = new MatrixFetcher(
                params, keyAddresses.output, valueAddresses.output, link, contexts, stats.group("fetcher"));
        realigner = new Realigner(params, link, contexts, keyWriter, valueWriter, stats.group("realigner"));
        probTimesValue =
                new ProbTimesValue(params, notes, selected, valueReader, valueAllocation, stats.group("prob_value"));
    }

    /** For tests: every poll of the buffers. */
    void neverSkip() {
        keyReader.neverSkip();
        valueReader.neverSkip();
    }

    /** One cycle, every unit after the units that take from it. */
    @Override
    public long step(long cycle) {
        if (cycle < firstCycle) {
            return firstCycle;
        }
        admission.begin();
        probTimesValue.step(cycle);
        valueReader.step(cycle);
        if (valueWriter.isBusy()) {
            valueWriter.step(cycle);
            valueWriter.commit();
        }
        if (keyWriter.isBusy()) {
            keyWriter.step(cycle);
        }
        realigner.step(cycle);
        fetcher.step(cycle);
        selectedLines.step(cycle);
        topK.step(cycle);
        valueAllocation.finishCycle(cycle);
        indexReload.step();
        reorder.step(cycle);
        decision.step(cycle);
        dotProduct.step(cycle);
        decision.finishCycle();
        keyReader.step(cycle);
        keyWriter.commit();
        passes.step();
        requests.step(cycle);
        admission.step(cycle);
        if (probTimesValue.answeredRows() == rowCount) {
            done.raise(cycle);
            return IDLE;
        }
        return cycle + 1;
    }

    /** See {@link Realigner#firstLossRow}. */
    int firstLossRow() {
        return realigner.firstLossRow();
    }

    @Override
    public void finish(long endCycle) {
        long end = answerCycle(endCycle);
        keyReader.leaveLoop();
        valueReader.leaveLoop();
        admission.finish(end);
        fetcher.finish(end);
        realigner.finish(end);
        dotProduct.finish(end);
        reorder.finish(end);
        topK.finish(end);
        probTimesValue.finish(end);
    }

    /** The cycle of the last answer: the RTL's cycle count, and the sum of each account, leave that cycle itself out. */
    static long answerCycle(long endCycle) {
        return endCycle - 1;
    }
}
