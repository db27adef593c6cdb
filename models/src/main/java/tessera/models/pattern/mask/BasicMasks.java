package tessera.models.pattern.mask;

/** Masks of single tokens: bands, sinks, global rows and columns. */
final class BasicMasks {
    private BasicMasks() {}

    static StaticSpec full() {
        return (shape, layer, head) ->
                StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> out.add(0, shape.keyCount()));
    }

    static StaticSpec band(int width) {
        return (shape, layer, head) -> StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> {
            int at = shape.position(query);
            out.add(at - width + 1L, (long) at + width);
        });
    }

    static StaticSpec bandShare(double share) {
        return (shape, layer, head) -> {
            int width = Math.max(1, (int) Math.floor(share * shape.keyCount()));
            return StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> {
                int from = shape.position(query) - width / 2;
                out.add(from, (long) from + width);
            });
        };
    }

    static StaticSpec sink(int tokens) {
        return (shape, layer, head) -> StaticMask.steady(StaticMask.EVERYWHERE, (query, out) -> out.add(0, tokens));
    }

    static StaticSpec global(int rows, int columns) {
        return (shape, layer, head) -> StaticMask.steady(
                query -> query < rows ? rows : Integer.MAX_VALUE,
                (query, out) -> out.add(0, query < rows ? shape.keyCount() : columns));
    }

    static StaticSpec tail(int rows, int columns) {
        return (shape, layer, head) -> {
            int first = shape.queryCount() - rows;
            return StaticMask.steady(
                    query -> query < first ? first : Integer.MAX_VALUE,
                    (query, out) -> out.add(query >= first ? 0 : (long) shape.keyCount() - columns, shape.keyCount()));
        };
    }
}
