/**
 * Runs generated Verilog under Verilator: builds a server process, talks to it over pipes in batches of cycles (no
 * native code in the JVM), and checks a block at three levels.
 */
package tessera.hdl.run;
