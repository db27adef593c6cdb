package tessera.models.gpu;

import java.util.Locale;

/** Which half of a training step; inference is forward. */
public enum Pass {
    /** A CTA owns a query tile and goes through its KV tiles: 2 GEMMs a tile pair. */
    FORWARD,
    /** A CTA owns a KV tile and goes through the query tiles that visit it: 5 GEMMs a tile pair. */
    BACKWARD;

    /** {@code forward}, as options spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
