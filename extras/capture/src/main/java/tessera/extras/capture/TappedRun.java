package tessera.extras.capture;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tessera.traces.check.InputException;

/** A model in ONNX Runtime, run once on one text; its outputs by name. One thread, so that a run repeats itself. */
final class TappedRun implements AutoCloseable {
    private static final List<String> INPUTS = List.of("input_ids", "attention_mask", "token_type_ids", "position_ids");

    private final String place;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private OrtSession.Result result;

    private TappedRun(String place, OrtEnvironment environment, OrtSession session) {
        this.place = place;
        this.environment = environment;
        this.session = session;
    }

    /** Loads the model. */
    static TappedRun load(byte[] onnx, String place) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new TappedRun(place, environment, environment.createSession(onnx, options));
        } catch (OrtException e) {
            throw new InputException(place + ": expected a model that ONNX Runtime loads, got: " + e.getMessage(), e);
        }
    }

    /** Runs the model on one text. */
    void run(List<Integer> tokens) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
                inputs.put(input.getKey(), tensor(input.getKey(), input.getValue(), tokens));
            }
            result = session.run(inputs);
        } catch (OrtException e) {
            throw new InputException(
                    place + ": expected a model that takes " + tokens.size()
                            + " tokens (is the text longer than its context? see --truncate), ONNX Runtime says: "
                            + e.getMessage(),
                    e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(String name, NodeInfo info, List<Integer> tokens) throws OrtException {
        if (!INPUTS.contains(name) || !(info.getInfo() instanceof TensorInfo type)) {
            throw new InputException(place + ": expected the inputs of a text encoder (" + String.join(", ", INPUTS)
                    + "), found input '" + name + "'");
        }
        long[] values = new long[tokens.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (name) {
                case "input_ids" -> tokens.get(i);
                case "attention_mask" -> 1;
                case "position_ids" -> i;
                default -> 0;
            };
        }
        long[] shape = {1, values.length};
        return switch (type.type) {
            case INT64 -> OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
            case INT32 ->
                OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(
                                Arrays.stream(values).mapToInt(Math::toIntExact).toArray()),
                        shape);
            default ->
                throw new InputException(place + ": input '" + name + "': expected int64 or int32, found " + type.type);
        };
    }

    /** An output {@code [1, head, row, column]} or {@code [head, row, column]}. */
    HeadTensor heads(String name) {
        OnnxTensor tensor = output(name);
        long[] shape = tensor.getInfo().getShape();
        int axes = shape.length;
        if (axes < 3 || axes > 4 || (axes == 4 && shape[0] != 1)) {
            throw new InputException(place + ": tensor '" + name + "': expected shape [1, heads, rows, columns], found "
                    + Arrays.toString(shape));
        }
        return new HeadTensor(
                Math.toIntExact(shape[axes - 3]),
                Math.toIntExact(shape[axes - 2]),
                Math.toIntExact(shape[axes - 1]),
                floats(name, tensor));
    }

    /** An output of one element. */
    double scalar(String name) {
        float[] values = floats(name, output(name));
        if (values.length != 1) {
            throw new InputException(place + ": tensor '" + name
                    + "' scales attention scores: expected one number, found " + values.length);
        }
        return values[0];
    }

    private float[] floats(String name, OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        if (buffer == null) {
            throw new InputException(
                    place + ": tensor '" + name + "': expected floating-point numbers, found " + tensor.getInfo().type);
        }
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private OnnxTensor output(String name) {
        OnnxValue value = result.get(name)
                .orElseThrow(() -> new IllegalStateException("tensor '" + name + "' was asked for and did not come"));
        if (!(value instanceof OnnxTensor tensor)) {
            throw new InputException(place + ": '" + name + "': expected a tensor, found " + value.getType());
        }
        return tensor;
    }

    /** Names of the model's outputs. */
    Set<String> outputNames() {
        return session.getOutputNames();
    }

    @Override
    public void close() {
        if (result != null) {
            result.close();
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not close its session", e);
        }
    }
}
