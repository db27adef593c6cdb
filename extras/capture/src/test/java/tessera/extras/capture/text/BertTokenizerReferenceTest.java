package tessera.extras.capture.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our tokenizer against the reference: the Hugging Face tokenizers library, through DJL. */
class BertTokenizerReferenceTest {
    private static final String RESOURCE = "/all-minilm-l6-v2-q-tokenizer.json";

    private static HuggingFaceTokenizer reference;
    private static BertTokenizer ours;

    @BeforeAll
    static void load() throws IOException {
        byte[] json;
        try (InputStream in = BertTokenizerReferenceTest.class.getResourceAsStream(RESOURCE)) {
            json = in.readAllBytes();
        }
        ours = TokenizerJson.parse(new String(json, StandardCharsets.UTF_8), RESOURCE);
        reference = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(json), Map.of("truncation", "false", "padding", "false"));
    }

    @AfterAll
    static void close() {
        reference.close();
    }

    @Test
    void proseIsTokenisedAlike() {
        same("When in the Course of human events, it becomes necessary for one people to dissolve the political bands");
        same(
                "It's 3.14159 (approx.) - naïve café, ÜBER straße; \"quotes\" & #tags @home 100% £5 €6 x^2 a_b C++ ¿qué? …");
        same("中文字符 mixed with 한국어 and 日本語テキスト, Ελληνικά Σίσυφος, עברית, हिन्दी, العربية");
        same("tabs\tnewlines\n\r\nno-break\u00a0space zero\u200bwidth soft\u00adhyphen bell\u0007 nul\u0000 \ufffd");
        same("[CLS] inside [MASK] text [SEP][SEP] [mask] [UNK]x");
        same("\ud83d\ude00 emoji \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67 \u0130stanbul I\u0307 \u1e9e \u01c5");
        same("Donaudampfschifffahrtsgesellschaftskapitän " + "a".repeat(100) + " " + "b".repeat(101));
        same("   ");
    }

    @Test
    void randomTextsAreTokenisedAlike() {
        int[] starts = {
            0x20, 0x20, 0x61, 0x61, 0xa0, 0x370, 0x400, 0x590, 0x900, 0x2000, 0x2190, 0x3000, 0x4e00, 0xac00, 0xff00
        };
        for (long seed = 0; seed < 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(60);
            for (int i = 0; i < length; i++) {
                int start = starts[random.nextInt(starts.length)];
                text.appendCodePoint(start + random.nextInt(start == 0x61 ? 26 : 96));
                if (random.nextInt(6) == 0) {
                    text.append(' ');
                }
            }
            assertEquals(encoded(text.toString()), ours.encode(text.toString()), "seed " + seed + ": " + text);
        }
    }

    private static void same(String text) {
        assertEquals(encoded(text), ours.encode(text), text);
    }

    private static List<Integer> encoded(String text) {
        return Arrays.stream(reference.encode(text).getIds())
                .mapToObj(Math::toIntExact)
                .toList();
    }
}
