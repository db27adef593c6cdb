/**
 * Checks Verilog that did not come from here: its ports, then its answers to the cases of a block, whatever its timing.
 */
package tessera.hdl.check;
