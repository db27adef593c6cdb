/** Design-space exploration: a space, a funnel of fidelities, a durable store, and what the finished points say. */
package tessera.cli.explore;
