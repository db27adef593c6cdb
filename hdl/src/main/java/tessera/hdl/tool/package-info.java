/** External tools: where they are, how to install them, how to run them, and lint with three of them. */
package tessera.hdl.tool;
