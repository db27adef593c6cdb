package tessera.models.gpu;

import java.util.Locale;

/** How a kernel's warps share an SM, and how its CTAs share the GPU. */
public enum Schedule {
    /** One CTA per query tile; the two warpgroups work on halves of it, in no enforced order. */
    COOP(false, false),
    /** As {@link #COOP}, with barriers that let one warpgroup multiply while the other is in its softmax. */
    PING_PONG(false, false),
    /** One CTA per query tile. */
    NON_PERSISTENT(false, false),
    /** One CTA per slot of the GPU; CTA i takes the query tiles i, i + slots, i + 2 slots, … */
    PERSISTENT(true, false),
    /** One CTA per slot of the GPU; each takes the next query tile from a counter. */
    PERSISTENT_DYNAMIC(true, true);

    private final boolean isPersistent;
    private final boolean isDynamic;

    Schedule(boolean isPersistent, boolean isDynamic) {
        this.isPersistent = isPersistent;
        this.isDynamic = isDynamic;
    }

    /** Whether a CTA stays for many query tiles, so that starting one is paid once. */
    public boolean isPersistent() {
        return isPersistent;
    }

    /** Whether the query tiles of a slot are fixed before the launch. */
    public boolean isStriding() {
        return isPersistent && !isDynamic;
    }

    /** {@code ping-pong}, as options spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
