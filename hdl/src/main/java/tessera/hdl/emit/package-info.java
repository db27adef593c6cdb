/**
 * A small typed netlist and its printer to a Verilog-2001 subset. Widths are exact and checked when an expression is
 * built; every name is the author's. Knows no block and no attention.
 */
package tessera.hdl.emit;
