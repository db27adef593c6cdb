/** Mutation testing of blocks: Yosys plants faults in the Verilog, the bench must notice them. */
package tessera.hdl.mutation;
