/** Cells, area and delay of generated Verilog, by Yosys. Knows no block. */
package tessera.hdl.synth;
