/** Figures that papers on sparse attention give, beside what our building blocks give for the same problem. */
package tessera.models.claim;
