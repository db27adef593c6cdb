package tessera.traces.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class InputExceptionTest {
    /** 96 characters are kept of more than 128; apostrophes within words open no quote. */
    @Test
    void aLongTextOfTheUserIsCutAndOurOwnSentenceIsNot() {
        String long200 = "x".repeat(200);
        assertEquals(
                "file:1 = '" + "x".repeat(96) + "…': expected a mapping",
                new InputException("file:1 = '" + long200 + "': expected a mapping").getMessage());
        String own = "the block's ports: " + "clk, ".repeat(40) + "none of the users' own";
        assertEquals(own, new InputException(own).getMessage());
        String kept = "key = '" + "x".repeat(128) + "': expected a number";
        assertEquals(kept, new InputException(kept).getMessage());
    }

    @Test
    void aPlaceInFrontKeepsTheMessage() {
        assertEquals(
                "f.yaml:3: wrong", new InputException("wrong").at("f.yaml:3").getMessage());
    }
}
