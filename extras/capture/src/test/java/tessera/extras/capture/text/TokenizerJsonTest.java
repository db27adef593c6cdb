package tessera.extras.capture.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tessera.traces.check.InputException;

class TokenizerJsonTest {
    private static final String SMALL = """
            {"normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                            "strip_accents": null, "lowercase": true},
             "pre_tokenizer": {"type": "BertPreTokenizer"},
             "added_tokens": [{"id": 1, "content": "[CLS]", "special": true}, {"id": 2, "content": "[SEP]", "special": true},
                              {"id": 3, "content": "[MASK]", "special": true}],
             "post_processor": {"type": "TemplateProcessing",
                 "single": [{"SpecialToken": {"id": "[CLS]"}}, {"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "[SEP]"}}],
                 "special_tokens": {"[CLS]": {"ids": [1]}, "[SEP]": {"ids": [2]}}},
             "model": {"type": "WordPiece", "unk_token": "[UNK]", "max_input_chars_per_word": 10,
                 "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "[MASK]": 3, "un": 4, "##aff": 5, "##able": 6, "cafe": 7, "!": 8,
                           "aff": 9, "##a": 10}}}
            """;

    private static final BertTokenizer TOKENIZER = TokenizerJson.parse(SMALL, "t.json");

    @Test
    void wordsSplitIntoTheLongestPieces() {
        assertEquals(List.of(1, 4, 5, 6, 2), TOKENIZER.encode("unaffable"));
        assertEquals(List.of(1, 7, 8, 8, 2), TOKENIZER.encode(" Caf\u00e9!!\n"));
        // "afft": aff, then no piece for ##t: the whole word is unknown. Eleven letters are too long.
        assertEquals(List.of(1, 0, 2), TOKENIZER.encode("afft"));
        assertEquals(List.of(1, 0, 2), TOKENIZER.encode("aaaaaaaaaaa"));
        assertEquals(List.of(1, 2), TOKENIZER.encode(""));
    }

    @Test
    void specialTokensInTheTextStandForThemselves() {
        assertEquals(List.of(1, 4, 3, 7, 2), TOKENIZER.encode("un[MASK]cafe"));
        assertEquals(List.of(1, 3, 3, 2), TOKENIZER.encode("[MASK] [MASK]"));
    }

    @Test
    void truncationKeepsTheClosingToken() {
        List<Integer> tokens = TOKENIZER.encode("unaffable");
        assertEquals(List.of(1, 4, 2), TOKENIZER.truncated(tokens, 3));
        assertEquals(tokens, TOKENIZER.truncated(tokens, 5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"WordPiece\" | \"BPE\" | t.json: model: expected type WordPiece, got BPE; only WordPiece tokenizers of BERT-like encoders are supported",
                "BertNormalizer | NFC | t.json: normalizer: expected type BertNormalizer, got NFC; only WordPiece tokenizers of BERT-like encoders are supported",
                "\"[UNK]\": 0 | \"UNK\": 0 | t.json: model.vocab: expected the unknown token '[UNK]' among 11 pieces, found none",
                "\"un\": 4 | \"un\": \"x\" | t.json: model.vocab.un: expected a token number, got \"x\"",
            })
    void whatIsNotSupportedIsNamed(String part, String replacement, String message) {
        String json = SMALL.replace(part, replacement);
        assertEquals(
                message,
                assertThrows(InputException.class, () -> TokenizerJson.parse(json, "t.json"))
                        .getMessage());
    }

    @Test
    void whatIsNoJsonIsNamed() {
        InputException e = assertThrows(InputException.class, () -> TokenizerJson.parse("hello", "t.json"));
        assertTrue(e.getMessage().startsWith("t.json: expected JSON"), e.getMessage());
    }
}
