/** Masks token by token: rows of spans for what is known from sizes alone, rows of bits for what is decided on data. */
package tessera.models.pattern.mask;
