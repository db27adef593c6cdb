package tessera.models.pattern.compose;

import java.util.Arrays;
import tessera.models.config.ConfigNode;
import tessera.models.config.ConfigSection;

/**
 * Which layers or heads a recipe is for: {@code first 2}, {@code last 1}, {@code first 50%} (rounded down),
 * {@code 2,13}, {@code 5 of 6} (the sixth of every six: index mod 6 = 5), {@code all}.
 */
record IndexRule(String text) {
    static final IndexRule ALL = new IndexRule("all");

    static IndexRule read(ConfigSection section, String key) {
        if (!section.has(key)) {
            return ALL;
        }
        ConfigNode node = section.node(key);
        String text = section.text(key);
        if (!text.matches(
                "all|(first|last) \\d{1,6}|first (100|\\d{1,2}(\\.\\d{1,4})?)%|\\d{1,6}( of [1-9]\\d{0,5}|(,\\d{1,6})*)")) {
            throw node.wrong(
                    "all, first N, last N, first N% (up to 100), a list such as 2,13, or K of N (index mod N = K)");
        }
        return new IndexRule(text);
    }

    boolean matches(int index, int count) {
        String[] words = text.split(" ", -1);
        if (text.equals("all")) {
            return true;
        }
        if (words[0].equals("last")) {
            return index >= count - Integer.parseInt(words[1]);
        }
        if (words[0].equals("first")) {
            return words[1].endsWith("%")
                    ? index < Math.floor(count * Double.parseDouble(words[1].replace("%", "")) / 100 + 1e-9)
                    : index < Integer.parseInt(words[1]);
        }
        if (words.length == 3) {
            return index % Integer.parseInt(words[2]) == Integer.parseInt(words[0]);
        }
        return Arrays.stream(text.split(",", -1)).anyMatch(part -> Integer.parseInt(part) == index);
    }
}
