/** Energy as action counts times a table of energies with a source each. Knows no machine's cycles. */
package tessera.models.energy;
