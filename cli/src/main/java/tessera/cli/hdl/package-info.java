/** Results of the hardware commands, as tables. */
package tessera.cli.hdl;
