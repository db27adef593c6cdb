/**
 * The golden functions of GNA: the mask straight from its definition, and every count by looking at every (query, key)
 * pair. Slow and obviously right; what the closed forms are tested against. Uses no code of the closed forms.
 */
package tessera.models.gna.reference;
