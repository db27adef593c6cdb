/**
 * Test benches of blocks: cases, the stimulus that plays them against a cycle model, traces of ports, and the
 * comparison of traces. Knows no simulator.
 */
package tessera.hdl.bench;
