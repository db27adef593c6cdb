package tessera.sim.spatten.rtl;

import tessera.models.machine.SpAttenRtlParams;

/** The released RTL, register by register. */
public final class SpAttenRtl {
    private static final int RESET = 16;
    private static final int HANDLES = 16;

    private final RowTable rows;
    final MemoryChannel[] memory;
    final LoadPorts loads;
    private final MatrixFetcher fetcher;
    private final Realigner realigner;
    final BufferWriter keyWriter;
    final BufferWriter valueWriter;
    final BufferReader keyReader;
    final BufferReader valueReader;
    private final RequestStage requests;
    private final KeyFork keyFork;
    private final DotProduct dot;
    private final RequantDecision decision;
    private final ReorderBuffer reorder;
    private final ScoreStage scores;
    private final TopKStage topK;
    private final ValueAllocation valueAllocation;
    private final ValueFork valueFork;
    private final ProbTimesValue output;

    public SpAttenRtl(SpAttenRtlParams params, RowTable rows) {
        this.rows = rows;
        int lines = params.bufferLines();
        int lanes = params.keysPerLine();
        int ports = params.fetchPorts();
        int laneLevels = Integer.numberOfTrailingZeros(lanes);
        int batchMask = (Integer.highestOneBit(lines) << 1) - 1;
        long ramReady = RESET + lines / 2;
        memory = new MemoryChannel[params.channels()];
        for (int i = 0; i < memory.length; i++) {
            memory[i] = new MemoryChannel(params.dram());
        }
        IndexRom rom = new IndexRom(lines, ports, params.maxKeys());
        LineRam keyRam = new LineRam(lines, true, batchMask << 1, ramReady);
        LineRam valueRam = new LineRam(lines, false, batchMask << 1, ramReady);
        keyWriter = new BufferWriter(keyRam);
        valueWriter = new BufferWriter(valueRam);
        keyReader = new BufferReader(keyRam);
        valueReader = new BufferReader(valueRam);
        loads = new LoadPorts(ports, memory);
        realigner = new Realigner(ports, params.multipliers(), loads, keyWriter, valueWriter);
        FetchRequest keyRequest = new FetchRequest(ports);
        FetchRequest valueRequest = new FetchRequest(ports);
        fetcher = new MatrixFetcher(ports, keyRequest, valueRequest, loads, realigner);
        RingAllocator keyRing = new RingAllocator(lines, HANDLES, RESET + HANDLES);
        RingAllocator valueRing = new RingAllocator(lines, HANDLES, RESET + HANDLES);
        requests = new RequestStage(rows, keyRing, lanes, batchMask);
        keyFork = new KeyFork(rows, requests.output, keyWriter, keyReader, rom, keyRequest, lanes, ports);
        decision = new RequantDecision(rows, lines, laneLevels);
        dot = new DotProduct(6, keyReader, keyFork, decision);
        reorder = new ReorderBuffer(rows, decision, requests, lines);
        scores = new ScoreStage(rows, reorder);
        valueAllocation = new ValueAllocation(rows, valueRing, lanes, batchMask);
        topK = new TopKStage(rows, scores, valueAllocation, params.maxKeys(), lanes);
        StreamFifo selected = new StreamFifo(16 * ports / lanes);
        valueFork = new ValueFork(
                rows, valueAllocation.output, valueWriter, valueReader, rom, valueRequest, selected, lanes, ports);
        output = new ProbTimesValue(rows, selected, valueReader, valueRing, laneLevels);
    }

    public long run(long limit) {
        long cycle = RESET;
        while (output.completedRows < rows.count) {
            if (cycle > limit) {
                throw new IllegalStateException("no end by cycle " + cycle + ", rows " + output.completedRows);
            }
            step(cycle);
            cycle++;
        }
        return cycle - 1;
    }

    private void step(long cycle) {
        requests.begin();
        output.step(cycle);
        valueReader.step(cycle);
        valueWriter.step(cycle);
        valueWriter.commit();
        keyWriter.step(cycle);
        realigner.step(cycle);
        loads.step(cycle);
        fetcher.step(cycle);
        valueFork.step(cycle);
        topK.step(cycle);
        valueAllocation.finish(cycle);
        scores.step();
        reorder.step(cycle);
        decision.step(cycle);
        dot.step(cycle);
        decision.finish();
        keyReader.step(cycle);
        keyWriter.commit();
        keyFork.step();
        requests.step(cycle);
    }
}
