package tessera.cli.explore.answer;

import java.util.List;
import tessera.cli.explore.store.Level;

/** The answers as a page. */
final class AnswerPage {
    private AnswerPage() {}

    static List<String> write(Facts facts) {
        return List.of();
    }

    /** A level as a person calls it. */
    static String levelName(Level level) {
        return switch (level) {
            case BOUND -> "closed form";
            case CYCLE -> "cycle model";
            case RTL -> "RTL figures";
        };
    }
}
