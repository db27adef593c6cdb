/**
 * Hardware: {@code emit} prints Verilog, {@code block} holds the blocks, {@code bench} their test cases and comparison,
 * {@code run} drives Verilator, {@code tool} finds external tools. Knows nothing of charts.
 */
package tessera.hdl;
