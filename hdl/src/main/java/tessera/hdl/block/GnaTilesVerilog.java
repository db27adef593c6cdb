package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.HdlModule;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.models.block.GnaTilesParams;
import tessera.sim.block.GnaTilesModel;

/** The Verilog of the tile generator: three axes that know the next query tile's ranges, and a walk through its KV tiles. */
final class GnaTilesVerilog {
    private static final int AXES = GnaTilesParams.AXES;

    private final GnaTilesParams params;
    private final ModuleBuilder m;
    private final StreamSignals p;
    private final List<GnaAxisVerilog> axes = new ArrayList<>();

    private GnaTilesVerilog(GnaTilesParams params) {
        this.params = params;
        this.m = new ModuleBuilder(
                moduleName(params),
                "GNA tiles: for each query tile the KV tiles that hold an attended key, by the raster index of their first"
                        + " tokens.",
                "Axis by axis, the last the fastest:",
                axisText(0),
                axisText(1),
                axisText(2),
                "tile_first and tile_last bound the KV tiles of a query tile, tile_end is the last pair of the sweep.",
                "",
                "Latency: 2 cycles from an accepted start to the first pair; then one pair of tiles a cycle.");
        this.p = new StreamSignals(m, GnaTilesModel.ports(params));
    }

    private String axisText(int axis) {
        return "  layout " + params.axis(axis).length() + ", window "
                + params.axis(axis).window() + ", stride "
                + params.axis(axis).stride() + ", dilation " + params.axis(axis).dilation() + ", "
                + (params.axis(axis).isCausal() ? "causal" : "not causal") + ", query tile " + params.queryTile(axis)
                + ", KV tile " + params.kvTile(axis);
    }

    private static String moduleName(GnaTilesParams params) {
        String[] marks = {"l", "w", "s", "d", "c", "q", "k"};
        StringBuilder name = new StringBuilder("tsr_gna_tiles");
        for (int group = 0; group < marks.length; group++) {
            name.append('_').append(marks[group]);
            for (int axis = 0; axis < AXES; axis++) {
                name.append(axis == 0 ? "" : "x").append(params.values().get(group * AXES + axis));
            }
        }
        return name.toString();
    }

    static HdlModule module(GnaTilesParams params) {
        return new GnaTilesVerilog(params).build();
    }

    private HdlModule build() {
        m.section("Whether query tiles are left to load, and the tag of the sweep");
        Signal active = m.register("active_q", 1);
        Signal head = m.register("head_q", GnaTilesParams.HEAD_BITS);
        m.assign(p.get("start_ready"), active.not());
        Signal start = m.wire("start", p.get("start_valid").and(active.not()));
        for (int axis = 0; axis < AXES; axis++) {
            axes.add(new GnaAxisVerilog(m, params, axis));
        }
        m.section("The query tile at the output");
        Signal shows = m.register("shows_q", 1);
        Signal atLast = m.wire("at_last_kv_tile", 1);
        Signal given = m.wire("given", shows.and(p.get("tile_ready")));
        Signal load = m.wire("load", active.and(shows.not().or(given.and(atLast))));
        Signal isEnd = m.wire("is_last_query_tile", lastTile(0).and(lastClass(0)));
        m.clocked(when(p.reset(), set(active, Literal.of(0, 1)), set(shows, Literal.of(0, 1)))
                .otherwise(
                        when(start, set(active, Literal.of(1, 1)))
                                .otherwise(when(load.and(isEnd), set(active, Literal.of(0, 1)))),
                        when(load, set(shows, Literal.of(1, 1)))
                                .otherwise(when(given.and(atLast), set(shows, Literal.of(0, 1))))));
        m.clocked(when(start, set(head, p.get("start_head"))));
        step(start, load);
        output(load, given, isEnd, head, atLast);
        m.assign(p.get("tile_valid"), shows);
        return m.build();
    }

    /** Whether axes {@code from} to 2 all stand at their last tile. */
    private Expression lastTile(int from) {
        Expression all = axes.get(from).isLastTile;
        for (int axis = from + 1; axis < AXES; axis++) {
            all = all.and(axes.get(axis).isLastTile);
        }
        return all;
    }

    private Expression lastClass(int from) {
        Expression all = axes.get(from).isLastClass;
        for (int axis = from + 1; axis < AXES; axis++) {
            all = all.and(axes.get(axis).isLastClass);
        }
        return all;
    }

    /** Tiles in raster order, then the next dilation class. */
    private void step(Signal start, Signal load) {
        for (int axis = AXES - 1; axis >= 0; axis--) {
            m.section("Axis " + axis + ": the next query tile, the next class");
            GnaAxisVerilog it = axes.get(axis);
            Expression moves = axis + 1 < AXES ? load.and(lastTile(axis + 1)) : load;
            Signal moving = m.wire("axis" + axis + "_moves", moves);
            Expression classMoves = load.and(lastTile(0));
            if (axis + 1 < AXES) {
                classMoves = classMoves.and(lastClass(axis + 1));
            }
            Signal classMoving = m.wire("axis" + axis + "_class_moves", classMoves);
            List<Statement> advance = it.advance();
            m.clocked(it.all(start)
                    .otherwise(
                            when(moving, when(it.isLastTile, it.restart()).otherwise(advance)),
                            when(
                                    classMoving,
                                    when(it.isLastClass, it.firstClass()).otherwise(it.nextClass()))));
        }
    }

    private void output(Signal load, Signal given, Signal isEnd, Signal head, Signal atLast) {
        m.section("The walk through its KV tiles");
        List<Statement> loaded = new ArrayList<>();
        Expression query = Literal.of(0, params.tokenBits());
        Expression key = Literal.of(0, params.tokenBits());
        List<Expression> firsts = new ArrayList<>();
        List<Expression> lasts = new ArrayList<>();
        List<Signal> tiles = new ArrayList<>();
        List<Signal> starts = new ArrayList<>();
        for (int axis = 0; axis < AXES; axis++) {
            GnaAxisVerilog it = axes.get(axis);
            int bits = it.firstKvTile.width();
            String prefix = "shown" + axis + "_";
            Signal ofClass = m.register(prefix + "class_q", it.remainder().width());
            Signal tile = m.register(prefix + "kv_tile_q", bits);
            Signal first = m.register(prefix + "first_kv_tile_q", bits);
            Signal last = m.register(prefix + "last_kv_tile_q", bits);
            loaded.add(set(ofClass, it.remainder()));
            loaded.add(set(first, it.firstKvTile));
            loaded.add(set(last, it.lastKvTile));
            tiles.add(tile);
            starts.add(first);
            firsts.add(m.wire(prefix + "at_first", tile.equalTo(first)));
            lasts.add(m.wire(prefix + "at_last", tile.equalTo(last)));
            query = query.plus(it.queryToken());
            key = key.plus(it.keyToken(ofClass, tile));
        }
        for (int axis = AXES - 1; axis >= 0; axis--) {
            Expression moves = given;
            for (int inner = axis + 1; inner < AXES; inner++) {
                moves = moves.and(lasts.get(inner));
            }
            Signal tile = tiles.get(axis);
            m.clocked(when(load, set(tile, axes.get(axis).firstKvTile))
                    .otherwise(when(
                            moves,
                            set(
                                    tile,
                                    lasts.get(axis)
                                            .choose(starts.get(axis), tile.plus(Literal.of(1, tile.width())))))));
        }
        Signal queryToken = m.register("shown_query_q", params.tokenBits());
        Signal shownHead = m.register("shown_head_q", GnaTilesParams.HEAD_BITS);
        Signal end = m.register("shown_end_q", 1);
        loaded.add(set(queryToken, query));
        loaded.add(set(shownHead, head));
        loaded.add(set(end, isEnd));
        m.clocked(when(load, loaded));
        m.assign(atLast, lasts.stream().reduce(Expression::and).orElseThrow());
        m.assign(p.get("tile_head"), shownHead);
        m.assign(p.get("tile_query"), queryToken);
        m.assign(p.get("tile_key"), key);
        m.assign(p.get("tile_first"), firsts.stream().reduce(Expression::and).orElseThrow());
        m.assign(p.get("tile_last"), atLast);
        m.assign(p.get("tile_end"), atLast.and(end));
    }
}
