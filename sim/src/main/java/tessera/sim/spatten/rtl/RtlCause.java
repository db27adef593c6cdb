package tessera.sim.spatten.rtl;

/** What a unit's cycle is charged to. */
enum RtlCause {
    /** Reset, and clearing of the buffer RAMs. */
    START_UP,
    WORKING,
    /** Nothing to do: what it needs has not come. */
    UPSTREAM,
    /** Has something and nowhere to put it. */
    DOWNSTREAM,
    /** Rows, banks or buses of the memory are not ready. */
    ROW_TIMING,
    /** Some ports have their read of the beat, others have not. */
    LOCK_STEP,
    /** Asks the buffer again and again for a line that is not there. */
    POLLING,
    /** A ring, a handle table or a queue is full. */
    QUEUE_FULL,
    /** Until a row's last line is through. */
    ROW_BARRIER,
    /** Until a row has come back from its requantisation. */
    REQUANTISATION,
    /** The top-k stand-in's injected delay. */
    TOP_K_DELAY
}
