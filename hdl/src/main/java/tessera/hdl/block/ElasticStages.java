package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;

/**
 * The handshake of a pipeline that closes its gaps: a stage takes a beat when it is empty or its own beat moves on. The
 * same as {@code tessera.sim.block.ElasticPipeline}.
 */
final class ElasticStages {
    private final Signal[] valid;
    private final Signal[] ready;
    private final Signal[] take;

    /**
     * Declares valid bits and ready chain.
     *
     * @param stages registers in a row, at least 1
     * @param before whether a beat is offered to the first stage
     * @param after whether the beat in the last stage is taken
     */
    ElasticStages(ModuleBuilder m, Signal reset, int stages, Expression before, Expression after) {
        this(m, reset, stages, before, after, Optional.empty());
    }

    /**
     * As above, with a last stage that keeps some beats to itself.
     *
     * @param shows whether a beat that enters the last stage will be seen at the output
     */
    ElasticStages(
            ModuleBuilder m,
            Signal reset,
            int stages,
            Expression before,
            Expression after,
            Optional<? extends Expression> shows) {
        m.section("Handshake: a stage takes a beat when it is empty or its own beat moves on.");
        valid = new Signal[stages];
        for (int stage = 0; stage < stages; stage++) {
            valid[stage] = m.register("stage" + (stage + 1) + "_valid_q", 1);
        }
        ready = new Signal[stages];
        Expression behind = after;
        for (int stage = stages - 1; stage >= 0; stage--) {
            ready[stage] =
                    m.wire("stage" + (stage + 1) + "_ready", valid[stage].not().or(behind));
            behind = ready[stage];
        }
        take = new Signal[stages];
        List<Statement> cleared = new ArrayList<>();
        List<Statement> moved = new ArrayList<>();
        Expression offered = before;
        for (int stage = 0; stage < stages; stage++) {
            take[stage] = m.wire("stage" + (stage + 1) + "_take", offered.and(ready[stage]));
            cleared.add(set(valid[stage], Literal.of(0, 1)));
            boolean isLast = stage + 1 == stages;
            Expression next = isLast && shows.isPresent() ? offered.and(shows.get()) : offered;
            moved.add(when(ready[stage], set(valid[stage], next)));
            offered = valid[stage];
        }
        m.clocked(when(reset, cleared).otherwise(moved));
    }

    /** Whether the first stage takes a beat that is offered. */
    Signal ready() {
        return ready[0];
    }

    /** Whether the last stage holds a beat. */
    Signal valid() {
        return valid[valid.length - 1];
    }

    /** Whether stage {@code index}, 0 and up, takes a beat at this clock edge. */
    Signal take(int index) {
        return take[index];
    }

    int count() {
        return take.length;
    }
}
