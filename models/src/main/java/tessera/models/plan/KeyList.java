package tessera.models.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Per group of queries, the keys that all of them attend to. Queries in no group attend to nothing: no groups at all is a
 * head that is left out.
 *
 * @param groups disjoint in their queries
 * @param visibleOffset with {@code isCausal}: query i sees keys 0 … i + visibleOffset of its list only
 * @param isCausal whether keys behind the query are hidden
 */
public record KeyList(List<Group> groups, boolean isCausal, int visibleOffset) implements MaskForm {
    public KeyList {
        groups = List.copyOf(groups);
    }

    /** A head that computes nothing. */
    public static KeyList skipped() {
        return new KeyList(List.of(), false, 0);
    }

    /** Whether no query attends to anything. */
    public boolean isSkipped() {
        return groups.isEmpty();
    }

    /** The group that a query is in. */
    public Optional<Group> groupOf(int query) {
        // Mostly one group a query, or one for all.
        int likely = Math.min(query, groups.size() - 1);
        if (likely >= 0 && Arrays.binarySearch(groups.get(likely).queries, query) >= 0) {
            return Optional.of(groups.get(likely));
        }
        return groups.stream()
                .filter(group -> Arrays.binarySearch(group.queries, query) >= 0)
                .findFirst();
    }

    /** How many keys of its group's list a query sees: all, or those not behind it. O(log n). */
    public int visibleCount(Group group, int query) {
        if (!isCausal) {
            return group.keys.length;
        }
        int found = Arrays.binarySearch(group.keys, query + visibleOffset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    @Override
    public long pairCountAtMost() {
        long pairs = 0;
        for (Group group : groups) {
            for (int query : group.queries) {
                pairs += visibleCount(group, query);
            }
        }
        return pairs;
    }

    /** Queries that share one list of keys. */
    public static final class Group {
        private final int[] queries;
        private final int[] keys;

        /**
         * @param queries at least one, strictly ascending
         * @param keys at least one, strictly ascending
         */
        public Group(int[] queries, int[] keys) {
            this.queries = checked("queries", queries);
            this.keys = checked("keys", keys);
        }

        public int queryCount() {
            return queries.length;
        }

        public int keyCount() {
            return keys.length;
        }

        /** A copy. */
        public int[] queries() {
            return queries.clone();
        }

        /** A copy. */
        public int[] keys() {
            return keys.clone();
        }

        private static int[] checked(String what, int[] indices) {
            if (indices.length == 0 || indices[0] < 0) {
                throw new IllegalArgumentException(what + " of a group must be at least one index from 0 on");
            }
            for (int i = 1; i < indices.length; i++) {
                if (indices[i] <= indices[i - 1]) {
                    throw new IllegalArgumentException(
                            what + " of a group must ascend, got " + indices[i] + " after " + indices[i - 1]);
                }
            }
            return indices.clone();
        }
    }
}
