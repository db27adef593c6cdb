package tessera.models.gpu;

import java.util.Locale;

/** The GPU generations that kernels are written for. */
public enum Architecture {
    /** SM80: mma.sync, cp.async. */
    AMPERE,
    /** SM89. */
    ADA,
    /** SM90: wgmma, TMA. */
    HOPPER,
    /** SM100 and SM103: tcgen05, tensor memory. */
    BLACKWELL,
    /** SM120: consumer parts, mma.sync. */
    BLACKWELL_RTX;

    /** {@code blackwell-rtx}, as files spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
