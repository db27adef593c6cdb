/** What {@code tessera hdl emit} writes: Verilog, vectors, benches and a Makefile, a folder that works without Tessera. */
package tessera.hdl.folder;
