package tessera.extras.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tessera.extras.capture.text.BertTokenizer;
import tessera.extras.capture.text.TokenizerJson;
import tessera.traces.capture.CaptureSource;
import tessera.traces.check.InputException;

/**
 * Everything a capture needs of a model, loaded.
 *
 * @param name short, for the trace's name
 * @param place what messages call the model
 * @param origin artifact or file and licence, for the trace's description
 * @param contextTokens most tokens the model takes; {@link Integer#MAX_VALUE} if unknown
 */
record ModelInput(
        String name, String place, String origin, byte[] onnx, byte[] tokenizerJson, BertTokenizer tokenizer, int contextTokens) {
    static ModelInput load(CaptureSource source) {
        if (source instanceof CaptureSource.Named named) {
            KnownModel model = KnownModel.named(named.model());
            byte[] tokenizer = model.resource(model.tokenizer());
            return new ModelInput(
                    model.name(),
                    "model " + model.name(),
                    model.description().source(),
                    model.resource(model.onnx()),
                    tokenizer,
                    TokenizerJson.parse(new String(tokenizer, StandardCharsets.UTF_8), model.tokenizer()),
                    model.contextTokens());
        }
        CaptureSource.OnnxFiles files = (CaptureSource.OnnxFiles) source;
        byte[] tokenizer = bytes(files.tokenizer());
        String fileName = String.valueOf(files.onnx().getFileName());
        return new ModelInput(
                fileName.replaceFirst("\\.[^.]*$", ""),
                files.onnx().toString(),
                fileName,
                bytes(files.onnx()),
                tokenizer,
                TokenizerJson.parse(
                        new String(tokenizer, StandardCharsets.UTF_8), files.tokenizer().toString()),
                Integer.MAX_VALUE);
    }

    private static byte[] bytes(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputException(file + ": expected a file, found "
                        + (Files.isDirectory(file) ? "a folder" : "nothing there"));
            }
            if (Files.size(file) > Integer.MAX_VALUE - (1 << 20)) {
                throw new InputException(file + ": expected at most 2 GiB, found " + Files.size(file) + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(
                    file + ": expected a readable file, got " + e.getClass().getSimpleName(), e);
        }
    }
}
