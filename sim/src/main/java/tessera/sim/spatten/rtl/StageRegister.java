package tessera.sim.spatten.rtl;

/**
 * One word between two stages (a master-to-slave pipe): it can be refilled in the very cycle in which it is emptied. Exact
 * as long as the taker is evaluated before the giver in each cycle.
 */
final class StageRegister {
    boolean isFull;
    int word;

    void load(int newWord) {
        isFull = true;
        word = newWord;
    }

    int take() {
        isFull = false;
        return word;
    }
}
