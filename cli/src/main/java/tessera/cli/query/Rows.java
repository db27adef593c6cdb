package tessera.cli.query;

import java.io.IOException;
import java.util.List;

/** Takes the rows of an answer as they come; {@link #columns} once, then {@link #row} for each, then {@link #end}. */
public interface Rows {
    /** Column names: {@code snake_case}, no two alike. */
    void columns(List<String> names) throws IOException;

    /** One cell a column: {@code Long}, {@code Double}, {@code Boolean}, {@code String}, or null where there is no value. */
    void row(List<Object> cells) throws IOException;

    void end() throws IOException;

    /** Hands everything on to all of {@code parts}, in order. */
    static Rows all(List<Rows> parts) {
        return new Rows() {
            @Override
            public void columns(List<String> names) throws IOException {
                for (Rows part : parts) {
                    part.columns(names);
                }
            }

            @Override
            public void row(List<Object> cells) throws IOException {
                for (Rows part : parts) {
                    part.row(cells);
                }
            }

            @Override
            public void end() throws IOException {
                for (Rows part : parts) {
                    part.end();
                }
            }
        };
    }
}
