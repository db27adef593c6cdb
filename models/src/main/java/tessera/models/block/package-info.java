/**
 * Parameter records of hardware blocks. One record feeds the golden function, the cycle model and the Verilog of a
 * block. Knows no cycles and no Verilog.
 */
package tessera.models.block;
