/** Rules that turn scores into a choice: top-k, top-p, thresholds; lower index first among equals. */
package tessera.models.pattern.select;
