/** What a set of finished points says: Pareto front, hypervolume, ranks, importance of parameters. Knows no machine. */
package tessera.cli.explore.front;
