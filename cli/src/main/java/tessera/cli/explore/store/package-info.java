/** The durable log of an exploration: every finished point is on disk before anybody hears of it. */
package tessera.cli.explore.store;
