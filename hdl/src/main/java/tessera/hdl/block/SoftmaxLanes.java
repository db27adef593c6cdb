package tessera.hdl.block;

import static tessera.hdl.emit.Statement.set;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tessera.hdl.emit.Expression;
import tessera.hdl.emit.Expression.Literal;
import tessera.hdl.emit.Expression.Repeat;
import tessera.hdl.emit.ModuleBuilder;
import tessera.hdl.emit.Signal;
import tessera.hdl.emit.Statement;
import tessera.models.block.SoftmaxUnitParams;
import tessera.models.golden.FixedPointSoftmax;
import tessera.models.golden.FixedSoftmax;

/** The arithmetic of the softmax, lane by lane, as {@link FixedPointSoftmax} has it. */
final class SoftmaxLanes {
    /** Bits of a power: 24 of fraction, and the 1 of 2^0. */
    static final int POWER_WIDTH = FixedPointSoftmax.POWER_BITS + 1;

    private static final int T_WIDTH = FixedPointSoftmax.T_BITS + FixedPointSoftmax.T_WHOLE_BITS;
    private static final int LOW_BITS = FixedPointSoftmax.T_BITS - FixedPointSoftmax.TABLE_BITS;
    private static final int SLOPE_BITS = 18;

    private final ModuleBuilder m;
    private final SoftmaxUnitParams params;
    private final int lanes;

    SoftmaxLanes(ModuleBuilder m, SoftmaxUnitParams params) {
        this.m = m;
        this.params = params;
        this.lanes = params.lanes();
    }

    /** The largest score of a beat; a lane without one counts as the smallest number. */
    Signal largest(Signal mask, Signal scores) {
        m.section("The largest score of the beat");
        int bits = params.scoreBits();
        Literal least = new Literal(BigInteger.ONE.shiftLeft(bits - 1), bits);
        List<Signal> candidates = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            candidates.add(m.wire("candidate_" + lane, mask.bit(lane).choose(scores.lane(lane, bits), least)));
        }
        for (int level = 1; candidates.size() > 1; level++) {
            List<Signal> larger = new ArrayList<>();
            for (int i = 0; i < candidates.size(); i += 2) {
                Signal one = candidates.get(i);
                Signal other = candidates.get(i + 1);
                larger.add(m.wire(
                        "larger" + level + "_" + i / 2,
                        one.signedLessThan(other).choose(other, one)));
            }
            candidates = larger;
        }
        return candidates.get(0);
    }

    /** Four registers: product, t, interpolated fraction, power. Returns the word for the memory: mask, then powers. */
    Signal powers(Signal word, Signal largest, Signal scale, Signal shift) {
        List<Statement> updates = new ArrayList<>();
        List<Expression> powers = new ArrayList<>();
        Expression mask = word.bits(lanes - 1, 0);
        for (int stage = 2; stage < SoftmaxUnitParams.POWER_STAGES; stage++) {
            Signal held = m.register("power" + stage + "_mask_q", lanes);
            updates.add(set(held, mask));
            mask = held;
        }
        for (int lane = 0; lane < lanes; lane++) {
            m.section("Lane " + lane + ": distance to the largest score, scaled");
            int low = lanes + lane * params.scoreBits();
            Expression score = word.bits(low + params.scoreBits() - 1, low);
            Signal distance = m.wire("distance_" + lane, largest.minus(score));
            int productBits = params.scoreBits() + SoftmaxUnitParams.SCALE_BITS;
            Signal product = register(
                    updates,
                    "product_" + lane + "_q",
                    distance.extended(productBits).times(scale.extended(productBits)));
            powers.add(power(updates, lane, product, shift));
        }
        m.clocked(updates);
        m.section("A line of powers, 0 where there is no score");
        List<Expression> parts = new ArrayList<>();
        parts.add(mask);
        for (int lane = 0; lane < lanes; lane++) {
            parts.add(powers.get(lane).and(new Repeat(POWER_WIDTH, ((Signal) mask).bit(lane))));
        }
        return m.wire("powers", Expression.lowestFirst(parts));
    }

    private Signal power(List<Statement> updates, int lane, Signal product, Signal shift) {
        Signal shifted = m.wire("shifted_" + lane, product.shiftRight(shift));
        boolean canBeFar = shifted.width() > T_WIDTH;
        Expression near = canBeFar ? shifted.bits(T_WIDTH - 1, 0) : shifted.extended(T_WIDTH);
        Expression isFarNow =
                canBeFar ? shifted.bits(shifted.width() - 1, T_WIDTH).any() : Literal.of(0, 1);
        Signal t = register(updates, "t_" + lane + "_q", near);
        Signal isFar = register(updates, "far_" + lane + "_q", isFarNow);
        m.section("Lane " + lane + ": 2^-t by table and interpolation");
        Expression segment = t.bits(FixedPointSoftmax.T_BITS - 1, LOW_BITS);
        Signal start = m.wire("table_" + lane, table(segment, POWER_WIDTH, false));
        Signal slope = m.wire("slope_" + lane, table(segment, SLOPE_BITS, true));
        int dropBits = SLOPE_BITS + LOW_BITS;
        Signal drop = m.wire(
                "drop_" + lane,
                slope.extended(dropBits).times(t.bits(LOW_BITS - 1, 0).extended(dropBits)));
        m.ignore("drop_low_" + lane, drop.bits(LOW_BITS - 1, 0));
        Signal fraction = register(
                updates,
                "fraction_" + lane + "_q",
                start.minus(drop.bits(dropBits - 1, LOW_BITS).extended(POWER_WIDTH)));
        Signal whole = register(updates, "whole_" + lane + "_q", t.bits(T_WIDTH - 1, FixedPointSoftmax.T_BITS));
        Signal isZero = register(updates, "zero_" + lane + "_q", isFar);
        return register(
                updates, "power_" + lane + "_q", isZero.choose(Literal.of(0, POWER_WIDTH), fraction.shiftRight(whole)));
    }

    private static Expression table(Expression segment, int width, boolean isSlope) {
        int segments = 1 << FixedPointSoftmax.TABLE_BITS;
        Expression chosen = null;
        for (int i = segments - 1; i >= 0; i--) {
            long start = FixedPointSoftmax.tableEntry(i);
            long entry = isSlope ? start - FixedPointSoftmax.tableEntry(i + 1) : start;
            Literal literal = Literal.of(entry, width);
            chosen = chosen == null
                    ? literal
                    : segment.equalTo(Literal.of(i, FixedPointSoftmax.TABLE_BITS))
                            .choose(literal, chosen);
        }
        return chosen;
    }

    /** The sum of a line of powers. */
    Signal beatSum(Signal word, int width) {
        List<Expression> terms = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int low = lanes + lane * POWER_WIDTH;
            terms.add(word.bits(low + POWER_WIDTH - 1, low));
        }
        for (int level = 1; terms.size() > 1; level++) {
            terms = new ArrayList<>(AdderTree.level(m, "beat_sum" + level, terms, false));
        }
        return m.wire("beat_sum", terms.get(0).extended(width));
    }

    /** Registers of powers times the reciprocal. */
    List<Signal> products(StageRegisters registers, Signal word, Signal reciprocal) {
        int width = POWER_WIDTH + reciprocal.width();
        List<Signal> products = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int low = lanes + lane * POWER_WIDTH;
            Expression power = word.bits(low + POWER_WIDTH - 1, low);
            products.add(registers.hold(
                    "give2_product_" + lane + "_q", power.extended(width).times(reciprocal.extended(width))));
        }
        return products;
    }

    /** Rounded to 12 bits; 4096 becomes 4095. */
    Expression probabilities(List<Signal> products) {
        int shift = FixedPointSoftmax.RECIPROCAL_BITS - FixedSoftmax.FRACTION_BITS;
        int bits = FixedSoftmax.FRACTION_BITS;
        List<Expression> probabilities = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            Signal product = products.get(lane);
            Signal rounded = m.wire("rounded_" + lane, product.plus(Literal.of(1L << (shift - 1), product.width())));
            m.ignore("rounded_low_" + lane, rounded.bits(shift - 1, 0));
            Expression isMore = rounded.bits(product.width() - 1, shift + bits).any();
            Signal isFull = m.wire("is_one_" + lane, isMore);
            probabilities.add(rounded.bits(shift + bits - 1, shift).or(new Repeat(bits, isFull)));
        }
        return m.wire("probabilities", Expression.lowestFirst(probabilities));
    }

    private Signal register(List<Statement> updates, String name, Expression next) {
        Signal register = m.register(name, next.width());
        updates.add(set(register, next));
        return register;
    }
}
