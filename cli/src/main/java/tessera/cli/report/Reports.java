package tessera.cli.report;

import java.util.List;

/** The parts of the report, in the order of the page. */
public final class Reports {
    public static final List<ReportPart> ALL = List.of(new CascadePart(), new GnaPart(), new RtlPart());

    /** What the report does not say: at the foot of the page. */
    public static final List<String> LIMITS = List.of(
            "The SpAtten machine of this version reads from a memory of fixed latency and bandwidth, not yet from banks and rows.",
            "The GNA bounds count tiles; they leave out mask cost, launch, memory and permutation.",
            "Surviving tokens come from this trace's own attention; the network was not fine-tuned after pruning.");

    private Reports() {}
}
