/** GNA problems and results as text: option values, one JSON object a line in, one a line out (docs/gna.md). */
package tessera.models.gna.io;
