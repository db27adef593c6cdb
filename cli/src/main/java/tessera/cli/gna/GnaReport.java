package tessera.cli.gna;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Format;
import tessera.cli.output.Results;
import tessera.models.bound.EndToEnd;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaWork;
import tessera.models.gna.io.GnaResultWriter;
import tessera.models.gpu.GpuQuery;
import tessera.sim.gpu.GpuEstimate;
import tessera.sim.gpu.GpuEstimator;
import tessera.sim.gpu.Waterfall;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;

/** The answer to one problem. */
public final class GnaReport {
    private final GnaResult result;
    /** Null without heads. */
    private final GnaWork work;

    private final GpuAnswer gpu;
    /** Null without a GPU, and where the problem is dense. */
    private final Waterfall waterfall;
    /** Null where nothing is known of the model around the attention. */
    private EndToEnd endToEnd;
    /** Dense over everything, on the GPU; NaN without one. */
    private final double predictedSpeedup;

    /** Counts; heads and headDim are both given or both null. */
    public GnaReport(GnaProblem problem, GnaOptions options, Integer heads, Integer headDim) {
        if ((heads == null) != (headDim == null)) {
            throw new InputException(
                    "expected --heads and --head-dim together, got only --" + (heads == null ? "head-dim" : "heads"));
        }
        this.result = GnaAnalysis.analyze(problem, options);
        this.work = heads == null ? null : GnaWork.of(result, heads, headDim);
        this.gpu = GpuAnswer.NONE;
        this.waterfall = null;
        this.predictedSpeedup = Double.NaN;
    }

    /** Counts and asks a GPU. */
    public GnaReport(GnaProblem problem, GnaOptions options, GpuQuery query, GpuEstimator estimator) {
        this.result = GnaAnalysis.analyze(problem, options);
        this.work = GnaWork.of(result, query.headCount(), query.headDim());
        GpuEstimate estimate = estimator.estimate(query, problem);
        this.gpu = GpuAnswer.of(query, estimate);
        this.waterfall = GpuEstimator.isDense(query, problem) ? null : Waterfall.of(estimator, query, problem);
        this.predictedSpeedup = estimate.speedupWithPermute();
    }

    /** Adds what the model around the attention gains. */
    public GnaReport inside(EndToEnd model) {
        this.endToEnd = model;
        return this;
    }

    public void print(CommonOptions common, PrintWriter out) {
        String json = work == null ? GnaResultWriter.json(result) : GnaResultWriter.json(result, work);
        String text = common.format == Format.TABLE
                ? GnaText.of(result)
                        + (work == null ? "" : sentence(work))
                        + gpu.text()
                        + (waterfall == null ? "" : GpuWaterfall.text(waterfall))
                        + endToEndText()
                : "";
        ObjectNode fields = (ObjectNode) gpu.inside(Json.parse(json));
        if (waterfall != null) {
            fields.set("waterfall", Json.mapper().valueToTree(GpuWaterfall.json(waterfall)));
        }
        if (endToEnd != null) {
            fields.set("end_to_end", Json.mapper().valueToTree(endToEndFields()));
        }
        new Results(common, out).print(text, gpu.beside(GnaRows.single(result)), fields);
        if (waterfall != null && common.out != null) {
            GpuWaterfall.write(common.out, "Where the time of this problem goes", waterfall);
        }
    }

    private Map<String, Object> endToEndFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("flop_speedup", endToEnd.speedup(result.totals().flopSpeedup()));
        fields.put("worst_case_speedup", endToEnd.speedup(worstCaseSpeedup()));
        fields.put("predicted_speedup", isPredicted() ? endToEnd.speedup(predictedSpeedup) : null);
        return fields;
    }

    private double worstCaseSpeedup() {
        return result.hasStatic()
                ? result.staticTiles().worstCaseSpeedup()
                : result.dynamicTiles().worstCaseSpeedup();
    }

    private boolean isPredicted() {
        return !Double.isNaN(predictedSpeedup);
    }

    private String endToEndText() {
        if (endToEnd == null) {
            return "";
        }
        String predicted = isPredicted()
                ? String.format(Locale.ROOT, ", predicted %.3f×", endToEnd.speedup(predictedSpeedup))
                : "";
        return String.format(
                Locale.ROOT,
                "%nEnd to end, with attention %.1f %% of a dense step and %d of %d steps dense:%n"
                        + "FLOP-wise %.3f×, worst case of the tiles %.3f×%s%n",
                100 * endToEnd.attentionShare(),
                endToEnd.denseSteps(),
                endToEnd.steps(),
                endToEnd.speedup(result.totals().flopSpeedup()),
                endToEnd.speedup(worstCaseSpeedup()),
                predicted);
    }

    private static String sentence(GnaWork work) {
        return String.format(
                Locale.ROOT,
                "%n%d heads of %d: %,d CTAs, %.4g FLOPs useful%s%s (4 x head_dim per attended pair)%n",
                work.headCount(),
                work.headDim(),
                work.ctaCount(),
                (double) work.usefulFlops(),
                work.staticFlops() > 0
                        ? String.format(Locale.ROOT, ", %.4g in static tiles", (double) work.staticFlops())
                        : "",
                work.dynamicFlops() > 0
                        ? String.format(Locale.ROOT, ", %.4g in dynamic tiles", (double) work.dynamicFlops())
                        : "");
    }
}
