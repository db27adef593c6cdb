/**
 * Machines cycle by cycle. {@code kernel} steps components, {@code stat} counts what they do; each machine has a
 * package of its own. Knows nothing of Verilog or charts.
 */
package tessera.sim;
