/** Formal checks of small blocks with Yosys and ABC: what is claimed, how it is proved, and what came of it. */
package tessera.hdl.proof;
