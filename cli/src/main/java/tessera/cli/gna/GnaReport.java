package tessera.cli.gna;

import java.io.PrintWriter;
import java.util.Locale;
import tessera.cli.output.CommonOptions;
import tessera.cli.output.Format;
import tessera.cli.output.Results;
import tessera.models.gna.GnaAnalysis;
import tessera.models.gna.GnaOptions;
import tessera.models.gna.GnaProblem;
import tessera.models.gna.GnaResult;
import tessera.models.gna.GnaWork;
import tessera.models.gna.io.GnaResultWriter;
import tessera.models.gpu.GpuQuery;
import tessera.sim.gpu.GpuEstimator;
import tessera.traces.check.InputException;
import tessera.traces.json.Json;

/** The answer to one problem. */
public final class GnaReport {
    private final GnaResult result;
    /** Null without heads. */
    private final GnaWork work;

    private final GpuAnswer gpu;

    /** Counts; heads and headDim are both given or both null. */
    public GnaReport(GnaProblem problem, GnaOptions options, Integer heads, Integer headDim) {
        if ((heads == null) != (headDim == null)) {
            throw new InputException(
                    "expected --heads and --head-dim together, got only --" + (heads == null ? "head-dim" : "heads"));
        }
        this.result = GnaAnalysis.analyze(problem, options);
        this.work = heads == null ? null : GnaWork.of(result, heads, headDim);
        this.gpu = GpuAnswer.NONE;
    }

    /** Counts and asks a GPU. */
    public GnaReport(GnaProblem problem, GnaOptions options, GpuQuery query, GpuEstimator estimator) {
        this.result = GnaAnalysis.analyze(problem, options);
        this.work = GnaWork.of(result, query.headCount(), query.headDim());
        this.gpu = GpuAnswer.of(query, estimator.estimate(query, problem));
    }

    public void print(CommonOptions common, PrintWriter out) {
        String json = work == null ? GnaResultWriter.json(result) : GnaResultWriter.json(result, work);
        String text = common.format == Format.TABLE
                ? GnaText.of(result) + (work == null ? "" : sentence(work)) + gpu.text()
                : "";
        new Results(common, out).print(text, gpu.beside(GnaRows.single(result)), gpu.inside(Json.parse(json)));
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
