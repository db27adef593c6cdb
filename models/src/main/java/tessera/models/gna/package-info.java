/**
 * Neighborhood and Generalized Neighborhood Attention (GNA): the mask, and how many tiles of a tiled kernel it touches,
 * counted exactly in closed form per axis. Knows nothing of cycles, machines or the command line.
 *
 * <p><b>Source:</b> Generalized Neighborhood Attention, arXiv 2504.16922; Faster Neighborhood Attention, arXiv 2403.04690;
 * semantics and definitions are spelled out in docs/gna.md.
 */
package tessera.models.gna;
