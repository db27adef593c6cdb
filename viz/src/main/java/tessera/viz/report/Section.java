package tessera.viz.report;

import java.util.List;

/**
 * A part of a page under one heading.
 *
 * @param id its place in links: lower-case letters, digits, {@code -}
 * @param title the question or finding
 */
public record Section(String id, String title, List<Block> blocks) {
    public Section {
        if (!id.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("section id '" + id + "' is not made of a-z, 0-9 and -");
        }
        blocks = List.copyOf(blocks);
    }

    public static Section of(String id, String title, Block... blocks) {
        return new Section(id, title, List.of(blocks));
    }
}
