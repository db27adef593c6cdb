package tessera.models.dram;

/**
 * How the controller of one channel decides. Two families of policy are modelled after two published simulators; keys
 * that only one of them reads are marked.
 *
 * @param policy the family
 * @param scheduler how {@link Policy#ACTIVE_LIST} chooses among queued requests
 * @param readQueueEntries reads a channel accepts before it refuses, ≥ 1
 * @param writeQueueEntries writes a channel accepts before it refuses, ≥ 1
 * @param bankQueueEntries entries of each bank's queue, ≥ 1 ({@link Policy#BANK_QUEUES} only)
 * @param rowPolicy whether a row stays open after a column command
 * @param rowHitCap column commands to an open row after which queued hits no longer hold off its precharge; 0: no cap
 * @param refresh which refresh commands are sent
 * @param writeModeAbove share of the write queue above which writes go first ({@link Policy#ACTIVE_LIST} only)
 * @param writeModeBelow share of the write queue below which waiting reads go first again ({@link Policy#ACTIVE_LIST}
 *     only)
 * @param idleDrainAbove writes above which an idle channel starts to drain ({@link Policy#BANK_QUEUES} only)
 * @param blockedPrecharge what a chosen precharge of a bank in use costs ({@link Policy#ACTIVE_LIST} only)
 * @param isSingleCompletion whether at most one read is handed back per clock ({@link Policy#ACTIVE_LIST} only)
 */
public record DramController(
        Policy policy,
        Scheduler scheduler,
        int readQueueEntries,
        int writeQueueEntries,
        int bankQueueEntries,
        RowPolicy rowPolicy,
        int rowHitCap,
        Refresh refresh,
        double writeModeAbove,
        double writeModeBelow,
        int idleDrainAbove,
        BlockedPrecharge blockedPrecharge,
        boolean isSingleCompletion) {

    /** The two families of controllers. */
    public enum Policy {
        /**
         * One queue per channel, first ready first come, first served; a request whose row has been opened for it moves
         * to a list that is served before all others. <b>Source:</b> Ramulator 2.1 (CMU-SAFARI/ramulator2 c5b1c3a).
         */
        ACTIVE_LIST,
        /**
         * A short queue per bank behind the channel's queue, served round robin; posted writes. <b>Source:</b> DRAMsim3
         * (umd-memsys/DRAMsim3 2981759).
         */
        BANK_QUEUES
    }

    /** Choice among queued requests. */
    public enum Scheduler {
        /** Ready commands before others, then by age; a hit, an activate and a precharge count alike. */
        FR_FCFS,
        /** As {@link #FR_FCFS}, but no precharge while an older queued request hits that bank's open row. */
        FR_FCFS_ROW_HIT
    }

    /** What becomes of a row after a column command. */
    public enum RowPolicy {
        /** It stays open until another row or a refresh needs the bank. */
        OPEN,
        /** It is closed by auto-precharge. */
        CLOSED
    }

    /** Refresh commands. */
    public enum Refresh {
        /** One for all banks of a rank every tREFI. */
        ALL_BANK,
        /** One for the next bank every tREFI_BANK. */
        PER_BANK,
        /** None. */
        NONE
    }

    /** A precharge that is chosen although a request on the active list needs the bank's row. */
    public enum BlockedPrecharge {
        /** It is not a candidate: the next best command goes instead. */
        SKIPPED,
        /** It is chosen and dropped: the clock is lost. */
        LOSES_CLOCK
    }
}
