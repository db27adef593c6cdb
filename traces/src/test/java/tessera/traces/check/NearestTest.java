package tessera.traces.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("spatten-rtl", "spatten-hpca21", "b200");

    @Test
    void namesTheClosestAcceptedName() {
        assertEquals("; did you mean 'spatten-rtl'?", Nearest.hint("spaten-rtl", NAMES));
        assertEquals("; did you mean 'b200'?", Nearest.hint("B100", NAMES));
    }

    @Test
    void staysSilentWhenNothingIsClose() {
        assertEquals("", Nearest.hint("frobnicate", NAMES));
    }

    @Test
    void unknownSaysWhatCameAndWhatIsAccepted() {
        assertEquals(
                "unknown machine 'b20': expected one of spatten-rtl, spatten-hpca21, b200; did you mean 'b200'?",
                Nearest.unknown("machine", "b20", NAMES).getMessage());
    }
}
