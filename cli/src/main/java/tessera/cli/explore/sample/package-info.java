/** Which points of a space to look at: full grid, random, Latin hypercube, Sobol. Same seed, same points. */
package tessera.cli.explore.sample;
