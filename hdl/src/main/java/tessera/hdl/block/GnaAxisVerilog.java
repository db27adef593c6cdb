package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;
import static tessera.hdl.emit.Statement.when;

import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.hdl.emit.Widths;
import tessera.models.block.GnaTilesParams;
import tessera.models.gna.GnaAxis;

/**
 * One axis of the tile generator: the query tile that is next, and the range of its KV tiles. No division: the remainder
 * of a query by the stride is kept from tile to tile, KV tiles are powers of two.
 */
final class GnaAxisVerilog {
    private final ModuleBuilder m;
    private final GnaAxis axis;
    private final int queryTile;
    private final int kvTile;
    private final int step;
    private final int tokenBits;
    private final String prefix;
    private final int bits;

    private final Signal remainder;
    private final Signal query;
    private final Signal offset;
    private final Signal lastOffset;

    /** Whether the class, and the query tile in it, is the last along the axis. */
    final Signal isLastClass;

    final Signal isLastTile;
    final Signal firstKvTile;
    final Signal lastKvTile;

    GnaAxisVerilog(ModuleBuilder m, GnaTilesParams params, int index) {
        this.m = m;
        this.axis = params.axis(index);
        this.queryTile = params.queryTile(index);
        this.kvTile = params.kvTile(index);
        this.step = params.rasterStep(index);
        this.tokenBits = params.tokenBits();
        this.prefix = "axis" + index + "_";
        this.bits = Widths.toHold((long) axis.length() + queryTile + axis.stride() + axis.window());
        m.section(
                "Axis " + index + ": class, first query of the tile, and the remainders by the stride of the first and"
                        + " last query");
        remainder = m.register(prefix + "class_q", Widths.toIndex(axis.dilation()));
        query = m.register(prefix + "query_q", bits);
        offset = m.register(prefix + "offset_q", bits);
        lastOffset = m.register(prefix + "last_offset_q", bits);
        isLastClass =
                m.wire(prefix + "is_last_class", remainder.equalTo(Literal.of(axis.dilation() - 1, remainder.width())));
        Signal length = length();
        Signal end = m.wire(prefix + "tile_end", query.plus(number(queryTile)));
        isLastTile = m.wire(prefix + "is_last_tile", length.atMost(end));
        Signal lastQuery =
                m.wire(prefix + "last_query", isLastTile.choose(length, end).minus(number(1)));
        Signal group = m.wire(prefix + "first_group", query.minus(offset));
        Signal lastGroup =
                m.wire(prefix + "last_group", lastQuery.minus(isLastTile.choose(lastOffsetOfClass(), lastOffset)));
        Signal firstKey = start("first", group, length);
        Signal lastKey = axis.isCausal()
                ? lastQuery
                : m.wire(prefix + "last_key", start("last", lastGroup, length).plus(number(axis.window() - 1)));
        if (axis.isCausal()) {
            m.ignore(prefix + "last_group", lastGroup);
        }
        firstKvTile = tileOf("first_kv_tile", firstKey);
        lastKvTile = tileOf("last_kv_tile", lastKey);
    }

    private Signal tileOf(String name, Signal key) {
        int shift = Widths.log2(kvTile);
        Expression tile = shift == 0 ? key : shift >= bits ? Literal.of(0, 1) : key.bits(bits - 1, shift);
        if (shift > 0) {
            m.ignore(prefix + name + "_low", key.bits(Math.min(shift, bits) - 1, 0));
        }
        return m.wire(prefix + name, tile);
    }

    /** Tokens of the class: the first length % dilation classes have one more. */
    private Signal length() {
        int more = axis.length() % axis.dilation();
        int few = axis.length() / axis.dilation();
        Expression isLong = more == 0 ? Literal.of(0, 1) : remainder.lessThan(Literal.of(more, remainder.width()));
        return m.wire(prefix + "length", more == 0 ? number(few) : isLong.choose(number(few + 1L), number(few)));
    }

    /** Remainder by the stride of the last query of the class. */
    private Expression lastOffsetOfClass() {
        int more = axis.length() % axis.dilation();
        int few = axis.length() / axis.dilation();
        Literal ofFew = number((few - 1) % axis.stride());
        return more == 0
                ? ofFew
                : remainder.lessThan(Literal.of(more, remainder.width())).choose(number(few % axis.stride()), ofFew);
    }

    /** The first key of the window of a group. */
    private Signal start(String name, Signal group, Signal length) {
        boolean isWhole = !axis.isCausal() && axis.window() * axis.dilation() == axis.length();
        if (isWhole) {
            m.ignore(prefix + name + "_group", group);
            return m.wire(prefix + name + "_window", number(0));
        }
        int ahead = axis.isCausal() ? axis.stride() - 1 : axis.stride() / 2;
        int behind = axis.isCausal() ? axis.window() - 1 : axis.window() / 2;
        Signal wanted = m.wire(prefix + name + "_leader_wanted", group.plus(number(ahead)));
        Signal leader =
                m.wire(prefix + name + "_leader", wanted.lessThan(length).choose(wanted, length.minus(number(1))));
        Expression reach = leader.lessThan(number(behind)).choose(number(0), leader.minus(number(behind)));
        Signal from = m.wire(prefix + name + "_from", behind == 0 ? leader : reach);
        if (axis.isCausal()) {
            return from;
        }
        Signal latest = m.wire(prefix + name + "_latest", length.minus(number(axis.window())));
        return m.wire(prefix + name + "_window", from.lessThan(latest).choose(from, latest));
    }

    /** Back to the first tile of the class. */
    List<Statement> restart() {
        return List.of(
                set(query, number(0)),
                set(offset, number(0)),
                set(lastOffset, number((queryTile - 1) % axis.stride())));
    }

    /** On to the next tile. */
    List<Statement> advance() {
        return List.of(
                set(query, query.plus(number(queryTile))),
                set(offset, next(offset, "offset")),
                set(lastOffset, next(lastOffset, "last_offset")));
    }

    private Expression next(Signal remainderByStride, String name) {
        Signal sum = m.wire(prefix + name + "_next", remainderByStride.plus(number(queryTile % axis.stride())));
        Literal stride = number(axis.stride());
        return sum.lessThan(stride).choose(sum, sum.minus(stride));
    }

    Statement firstClass() {
        return set(remainder, Literal.of(0, remainder.width()));
    }

    Statement nextClass() {
        return set(remainder, remainder.plus(Literal.of(1, remainder.width())));
    }

    Signal remainder() {
        return remainder;
    }

    /** What the query tile's first token adds to its raster index. */
    Expression queryToken() {
        return token(remainder, query);
    }

    /** What the first token of KV tile {@code tile} of class {@code ofClass} adds to its raster index. */
    Expression keyToken(Signal ofClass, Signal tile) {
        return token(ofClass, tile, kvTile);
    }

    private Expression token(Signal ofClass, Signal place) {
        return token(ofClass, place, 1);
    }

    private Expression token(Signal ofClass, Signal place, int factor) {
        return cut(ofClass, place.name() + "_class")
                .times(Literal.of(modulo(step), tokenBits))
                .plus(cut(place, place.name() + "_place")
                        .times(Literal.of(modulo((long) step * axis.dilation() * factor), tokenBits)));
    }

    private long modulo(long number) {
        return number & ((1L << tokenBits) - 1);
    }

    /** The low bits of a number; what is above is 0 wherever it counts. */
    private Expression cut(Signal number, String name) {
        if (number.width() <= tokenBits) {
            return number.extended(tokenBits);
        }
        m.ignore(name + "_high", number.bits(number.width() - 1, tokenBits));
        return number.bits(tokenBits - 1, 0);
    }

    private Literal number(long value) {
        return Literal.of(value, bits);
    }

    /** The start of all: class 0, tile 0. */
    Statement.If all(Expression condition) {
        return when(
                condition,
                set(remainder, Literal.of(0, remainder.width())),
                set(query, number(0)),
                set(offset, number(0)),
                set(lastOffset, number((queryTile - 1) % axis.stride())));
    }
}
