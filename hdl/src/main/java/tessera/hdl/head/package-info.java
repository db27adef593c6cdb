/** Rows of real traces through the verilated attention head. */
package tessera.hdl.head;
