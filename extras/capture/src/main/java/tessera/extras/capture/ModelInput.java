package tessera.extras.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tessera.extras.capture.onnx.OnnxGraph;
import tessera.extras.capture.text.BertTokenizer;
import tessera.extras.capture.text.TokenizerJson;
import tessera.traces.capture.CaptureSource;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;

/**
 * Everything a capture needs of a model, loaded.
 *
 * @param name short, for the trace's name
 * @param place what messages call the model
 * @param origin artifact or file, licence and checksums, for the trace's description
 * @param contextTokens most tokens the model takes; {@link Integer#MAX_VALUE} if unknown
 */
record ModelInput(
        String name, String place, String origin, OnnxGraph graph, BertTokenizer tokenizer, int contextTokens) {
    static ModelInput load(CaptureSource source) {
        return source instanceof CaptureSource.Named named
                ? load(KnownModel.named(named.model()))
                : load((CaptureSource.OnnxFiles) source);
    }

    private static ModelInput load(KnownModel model) {
        byte[] onnx = model.resource(model.onnx());
        byte[] tokenizer = model.resource(model.tokenizer());
        String place = "model " + model.name();
        return new ModelInput(
                model.name(),
                place,
                model.description().source() + checksums(onnx, tokenizer),
                OnnxGraph.parse(onnx, place),
                TokenizerJson.parse(new String(tokenizer, StandardCharsets.UTF_8), model.tokenizer()),
                model.contextTokens());
    }

    private static ModelInput load(CaptureSource.OnnxFiles files) {
        byte[] onnx = bytes(files.onnx());
        byte[] tokenizer = bytes(files.tokenizer());
        String fileName = String.valueOf(files.onnx().getFileName());
        return new ModelInput(
                fileName.replaceFirst("\\.[^.]*$", ""),
                files.onnx().toString(),
                fileName + checksums(onnx, tokenizer),
                OnnxGraph.parse(onnx, files.onnx().toString()),
                TokenizerJson.parse(
                        new String(tokenizer, StandardCharsets.UTF_8),
                        files.tokenizer().toString()),
                Integer.MAX_VALUE);
    }

    private static String checksums(byte[] onnx, byte[] tokenizer) {
        return "; weights SHA-256 " + Sha256.of(onnx) + ", tokenizer SHA-256 " + Sha256.of(tokenizer);
    }

    private static byte[] bytes(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new InputException(
                        file + ": expected a file, found " + (Files.isDirectory(file) ? "a folder" : "nothing there"));
            }
            // Room behind the model for the names of the new outputs.
            if (Files.size(file) > Integer.MAX_VALUE - (1 << 20)) {
                throw new InputException(file + ": expected at most 2 GiB, found " + Files.size(file) + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(file + ": expected a readable file, got: " + FileTrouble.reason(e), e);
        }
    }
}
