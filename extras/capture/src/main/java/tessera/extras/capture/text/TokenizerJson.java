package tessera.extras.capture.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;

/**
 * Reads a {@code tokenizer.json} of the Hugging Face tokenizers library, as far as BERT-like encoders use it:
 * BertNormalizer, BertPreTokenizer, WordPiece, and TemplateProcessing or BertProcessing. Its truncation and padding are
 * ignored: a trace holds the whole text.
 */
public final class TokenizerJson {
    private final JsonNode root;
    private final String place;

    private TokenizerJson(JsonNode root, String place) {
        this.root = root;
        this.place = place;
    }

    /** Parses the file's text; {@code place} is what messages call it. */
    public static BertTokenizer parse(String text, String place) {
        JsonNode root;
        try {
            root = Json.parse(text);
        } catch (InputException e) {
            throw e.at(place);
        }
        return new TokenizerJson(root, place).tokenizer();
    }

    private BertTokenizer tokenizer() {
        expectType("model", List.of("WordPiece"));
        expectType("normalizer", List.of("BertNormalizer"));
        expectType("pre_tokenizer", List.of("BertPreTokenizer"));
        expectType("post_processor", List.of("TemplateProcessing", "BertProcessing"));
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        specialTokens(before, after);
        return new BertTokenizer(normalizer(), pieces(), addedTokens(), before, after);
    }

    private BertNormalizer normalizer() {
        JsonNode fields = root.path("normalizer");
        boolean lowercase = fields.path("lowercase").asBoolean(true);
        JsonNode strip = fields.path("strip_accents");
        return new BertNormalizer(
                fields.path("clean_text").asBoolean(true),
                fields.path("handle_chinese_chars").asBoolean(true),
                strip.isBoolean() ? strip.asBoolean() : lowercase,
                lowercase);
    }

    private WordPiece pieces() {
        JsonNode model = root.path("model");
        Map<String, Integer> vocabulary = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : model.path("vocab").properties()) {
            vocabulary.put(entry.getKey(), tokenNumber(entry.getValue(), "model.vocab." + entry.getKey()));
        }
        String unknown = model.path("unk_token").asText("[UNK]");
        if (!vocabulary.containsKey(unknown)) {
            throw new InputException(place + ": model.vocab: expected the unknown token '" + unknown + "' among "
                    + vocabulary.size() + " pieces, found none");
        }
        return new WordPiece(
                vocabulary,
                vocabulary.get(unknown),
                model.path("continuing_subword_prefix").asText("##"),
                model.path("max_input_chars_per_word").asInt(100));
    }

    private Map<String, Integer> addedTokens() {
        Map<String, Integer> added = new LinkedHashMap<>();
        for (JsonNode token : root.path("added_tokens")) {
            String content = token.path("content").asText();
            if (token.path("special").asBoolean() && !content.isEmpty()) {
                added.put(content, tokenNumber(token.path("id"), "added_tokens"));
            }
        }
        return added;
    }

    private void specialTokens(List<Integer> before, List<Integer> after) {
        JsonNode processor = root.path("post_processor");
        if (processor.path("type").asText().equals("BertProcessing")) {
            before.add(tokenNumber(processor.path("cls").path(1), "post_processor.cls"));
            after.add(tokenNumber(processor.path("sep").path(1), "post_processor.sep"));
            return;
        }
        List<Integer> side = before;
        for (JsonNode part : processor.path("single")) {
            if (part.has("Sequence")) {
                side = after;
            } else {
                String id = part.path("SpecialToken").path("id").asText();
                JsonNode numbers = processor.path("special_tokens").path(id).path("ids");
                for (JsonNode number : numbers) {
                    side.add(tokenNumber(number, "post_processor.special_tokens." + id));
                }
            }
        }
    }

    private int tokenNumber(JsonNode value, String key) {
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < 0) {
            throw new InputException(place + ": " + key + ": expected a token number, got " + value);
        }
        return value.asInt();
    }

    private void expectType(String key, List<String> types) {
        String found = root.path(key).path("type").asText("none");
        if (!types.contains(found)) {
            throw new InputException(place + ": " + key + ": expected type " + String.join(" or ", types) + ", got "
                    + found + "; only WordPiece tokenizers of BERT-like encoders are supported");
        }
    }
}
