package tessera.cli.explore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import tessera.cli.Version;
import tessera.cli.explore.space.Space;
import tessera.cli.explore.store.PointStore;
import tessera.cli.explore.store.StoreHeader;
import tessera.traces.check.FileTrouble;
import tessera.traces.check.InputException;
import tessera.traces.file.OutputFiles;

/** One exploration from its space to its files; the store is written by nobody else. */
public final class Exploration {
    private final Space space;
    private final long seed;
    private final Path folder;
    private final PointExecutor executor;
    private final List<String> figures;
    private final Stop stop;
    private final Consumer<String> notes;
    private final Funnel.Progress progress;
    private final LongFunction<String> refusal;

    /**
     * @param executor of the space's points; closed by the caller
     * @param figures of the executor's outcomes
     * @param stop asked between batches
     * @param notes gets sentences for people
     * @param progress told what is being done
     * @param refusal why a point cannot be built
     */
    public Exploration(
            Space space,
            long seed,
            Path folder,
            PointExecutor executor,
            List<String> figures,
            Stop stop,
            Consumer<String> notes,
            Funnel.Progress progress,
            LongFunction<String> refusal) {
        this.space = space;
        this.seed = seed;
        this.folder = folder;
        this.executor = executor;
        this.figures = figures;
        this.stop = stop;
        this.notes = notes;
        this.progress = progress;
        this.refusal = refusal;
    }

    /** Refuses to start where a study is already, and to resume where there is none; writes nothing. */
    public static void mustBeStartable(Path folder, boolean isResuming) {
        if (!isResuming && PointStore.isIn(folder)) {
            throw new InputException(folder + ": holds points of an earlier exploration already; add --resume to go on"
                    + " with them, or give another --out folder");
        }
        if (isResuming && !PointStore.isIn(folder)) {
            throw new InputException(folder + ": expected a store (points.log) to go on with, found none;"
                    + " leave --resume out to start one");
        }
    }

    /**
     * Runs it, or goes on with it.
     *
     * @param digest see {@link StudyDigest}
     * @param isResuming whether a store must be there already; otherwise there must be none
     */
    public Study run(String digest, boolean isResuming) {
        StoreHeader header = new StoreHeader(digest, seed, Version.NUMBER, figures, space.text());
        OutcomeTable known = new OutcomeTable(figures.size());
        mustBeStartable(folder, isResuming);
        try (PointStore store =
                isResuming ? PointStore.resume(folder, header, known::add, notes) : PointStore.create(folder, header)) {
            OutputFiles.text(folder.resolve(StudyFolder.SPACE), space.text());
            if (isResuming) {
                notes.accept("going on with " + known.size() + " stored results");
            }
            Evaluation evaluation = new Evaluation(executor, store, known, stop);
            Objectives objectives = new Objectives(space.objectives(), figures);
            Funnel funnel = new Funnel(space, objectives, evaluation, seed, notes, progress, stop);
            boolean isFinished = funnel.run();
            if (noneCanBeBuilt(known)) {
                if (!isResuming) {
                    store.discard();
                    Files.delete(folder.resolve(StudyFolder.SPACE));
                }
                throw new InputException("space " + space.name() + ": none of its " + known.size()
                        + " designs can be built; the first, "
                        + space.grid().assignments(known.point(0)) + ": " + refusal.apply(known.point(0)));
            }
            return StudyFolder.study(space, figures, known, isFinished);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be cleared (" + FileTrouble.reason(e) + ")", e);
        }
    }

    /** A study without a single design is a mistake in the space, not a result. */
    private static boolean noneCanBeBuilt(OutcomeTable table) {
        for (int row = 0; row < table.size(); row++) {
            if (!table.isRefused(row)) {
                return false;
            }
        }
        return table.size() > 0;
    }
}
