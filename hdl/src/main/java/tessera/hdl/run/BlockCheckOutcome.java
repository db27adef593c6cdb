package tessera.hdl.run;

/** What came of checking a block: a result, or a reason why there is none. */
public sealed interface BlockCheckOutcome permits BlockCheckResult, BlockCheckOutcome.CouldNotRun {
    /**
     * The check could not run.
     *
     * @param reason one sentence with what to do, such as how to install Verilator
     */
    record CouldNotRun(String reason) implements BlockCheckOutcome {}
}
