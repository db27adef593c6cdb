package tessera.sim.spatten.rtl;

/** Broadcast register, multiplier register and adder tree; one line of keys a cycle. A word is pass · 2 + last. */
final class DotProduct {
    private final StageRegister broadcast = new StageRegister();
    private final RigidPipeline tree;
    private final BufferReader reader;
    private final KeyFork fork;
    private final RequantDecision decision;

    DotProduct(int treeLevels, BufferReader reader, KeyFork fork, RequantDecision decision) {
        this.tree = new RigidPipeline(1 + treeLevels);
        this.reader = reader;
        this.fork = fork;
        this.decision = decision;
    }

    void step(long cycle) {
        if (tree.hasOutput() && decision.accept(cycle, tree.output())) {
            tree.takeOutput();
        }
        if (!tree.hasOutput()) {
            tree.advance(broadcast.isFull, broadcast.word);
            broadcast.isFull = false;
        }
        int pass = fork.dotPass();
        if (!broadcast.isFull && reader.line.isFull && pass >= 0) {
            int last = reader.line.take();
            broadcast.load(pass << 1 | last);
            if (last != 0) {
                fork.dotDone();
            }
        }
    }
}
