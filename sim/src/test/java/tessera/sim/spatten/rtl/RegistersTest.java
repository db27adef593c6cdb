package tessera.sim.spatten.rtl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Skid register, rigid pipeline and pair arbiter. */
class RegistersTest {
    @Test
    void skidRegisterTakesOneWordMoreThanItsOutputHolds() {
        SkidRegister register = new SkidRegister();
        assertTrue(register.isReady());
        register.advance(true, 1); // cycle 0: straight to the output
        assertTrue(register.output.isFull);
        assertTrue(register.isReady());
        register.advance(true, 2); // cycle 1: the output is blocked, the word waits in the spare place
        assertFalse(register.isReady());
        assertEquals(1, register.output.take()); // cycle 2: the taker comes; the giver must still wait
        assertFalse(register.isReady());
        register.advance(false, 0);
        assertEquals(2, register.output.word);
        assertTrue(register.isReady());
    }

    @Test
    void rigidPipelineKeepsItsBubbles() {
        RigidPipeline pipeline = new RigidPipeline(3);
        pipeline.advance(true, 5);
        pipeline.advance(false, 0);
        pipeline.advance(true, 6);
        assertTrue(pipeline.hasOutput()); // 3 moves: the first word is at the end
        assertEquals(5, pipeline.output());
        pipeline.takeOutput();
        pipeline.advance(false, 0);
        assertFalse(pipeline.hasOutput()); // the bubble
        pipeline.advance(false, 0);
        assertEquals(6, pipeline.output());
        assertFalse(pipeline.isEmpty());
        pipeline.takeOutput();
        assertTrue(pipeline.isEmpty());
    }

    @Test
    void lowerFirstPrefersStreamZeroUnlessLocked() {
        PairArbiter arbiter = PairArbiter.lowerFirst();
        assertEquals(PairArbiter.NONE, arbiter.select(false, false));
        assertEquals(1, arbiter.select(false, true));
        arbiter.show(1, true);
        assertEquals(1, arbiter.select(true, true)); // kept
        assertEquals(PairArbiter.NONE, arbiter.select(true, false)); // kept, with nothing to show
        arbiter.show(1, false);
        assertEquals(0, arbiter.select(true, true));
    }

    @Test
    void roundRobinBeginsWithStreamZeroAndAlternates() {
        PairArbiter arbiter = PairArbiter.roundRobin();
        assertEquals(0, arbiter.select(true, true));
        arbiter.show(0, false);
        assertEquals(1, arbiter.select(true, true));
        arbiter.show(1, false);
        assertEquals(0, arbiter.select(true, true));
        arbiter.show(0, false);
        assertEquals(0, arbiter.select(true, false));
    }
}
