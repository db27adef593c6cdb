package tessera.models.pattern.mask;

/** A mask that tells of runs of queries at once in which blocks of keys they attend to. */
interface WholeRows {
    /** Where blocks go. */
    interface BlockRow {
        /** Blocks from … to − 1 hold an attended pair. */
        void visit(int fromBlock, int toBlock);

        /** All pairs of a visited block are attended. */
        void fill(int block);
    }

    /** Whether it can for this shape; where not, queries have to be looked at one by one. */
    boolean countsRows();

    /** Tells of queries from … to − 1; returns their attended pairs. */
    long count(int from, int to, int keyBlock, BlockRow out);
}
