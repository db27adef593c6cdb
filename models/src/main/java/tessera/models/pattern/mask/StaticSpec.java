package tessera.models.pattern.mask;

import tessera.models.pattern.input.AttentionShape;

/** A mask known from sizes, before the sizes are known. */
@FunctionalInterface
public interface StaticSpec {
    /** The mask of one head; layer and head matter only to masks that differ from head to head. */
    StaticMask on(AttentionShape shape, int layer, int head);
}
