package tessera.models.gna;

import java.util.Locale;

/** Where the KV tiles of a query tile start. */
public enum KvTiling {
    /** On a grid fixed at the origin of the layout (of the dilation class): kernels that load tiles through TMA. */
    STATIC,
    /** At the first key that the query tile needs: kernels that address every token on their own. */
    DYNAMIC;

    /** {@code static} or {@code dynamic}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
