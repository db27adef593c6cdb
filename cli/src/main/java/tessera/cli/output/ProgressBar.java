package tessera.cli.output;

import java.io.PrintWriter;
import java.util.Locale;

/** One line on a terminal that says how far a long command is, how fast, and how long it will still take. */
public final class ProgressBar {
    private static final long REDRAW_NS = 200_000_000L;
    private static final int WIDTH = 30;
    private static final double NS = 1e9;

    private final PrintWriter err;
    private final boolean isShown;
    private String stage = "";
    private long firstDone;
    private long stageStart;
    private long lastDrawn;

    /** Shows nothing with {@code --quiet} and where stderr is no terminal. */
    public ProgressBar(CommonOptions options, PrintWriter err) {
        this.err = err;
        this.isShown = !options.quiet && Boolean.getBoolean("tessera.terminal");
    }

    /** So much of a stage is done; a new name starts a new stage. */
    public void at(String name, long done, long all) {
        if (!isShown) {
            return;
        }
        long now = System.nanoTime();
        if (!name.equals(stage)) {
            clear();
            stage = name;
            stageStart = now;
            firstDone = done;
            lastDrawn = 0;
        }
        if (now - lastDrawn >= REDRAW_NS || done >= all) {
            lastDrawn = now;
            err.print("\r\033[K" + line(name, done, all, done - firstDone, (now - stageStart) / NS));
            err.flush();
        }
    }

    /** The text of the bar: {@code closed form  [######      ]  1,200 of 5,000  310/s  12 s left}. */
    static String line(String stage, long done, long all, long doneSince, double seconds) {
        int filled = all == 0 ? WIDTH : (int) Math.min(WIDTH, done * WIDTH / all);
        double rate = seconds > 0 ? doneSince / seconds : 0;
        String left = rate > 0 && done < all ? "  " + duration((all - done) / rate) + " left" : "";
        return String.format(
                Locale.ROOT,
                "%s  [%s%s]  %,d of %,d  %s/s%s",
                stage,
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                done,
                all,
                rate >= 10 ? String.format(Locale.ROOT, "%,.0f", rate) : String.format(Locale.ROOT, "%.1f", rate),
                left);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 100) {
            return whole + " s";
        }
        return whole < 3600 ? whole / 60 + " min" : String.format(Locale.ROOT, "%.1f h", whole / 3600.0);
    }

    /** Takes the line away; before anything else is printed. */
    public void clear() {
        if (isShown && !stage.isEmpty()) {
            err.print("\r\033[K");
            err.flush();
            stage = "";
        }
    }
}
