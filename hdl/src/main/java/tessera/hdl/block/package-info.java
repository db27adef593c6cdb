/**
 * The hardware blocks: what each one is, its Verilog, its test cases. {@link tessera.hdl.block.Blocks#ALL} is the list;
 * a new block is a new file and a line there.
 */
package tessera.hdl.block;
