/** Whole models around their attention: dense parts by roofline, so that attention speedups become end-to-end ones. */
package tessera.models.layer;
