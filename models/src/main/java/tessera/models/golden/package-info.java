/**
 * Functions of the accelerator's units, free of cycles and as plain as they can be: what cycle models and Verilog are
 * compared with. Knows nothing of time.
 */
package tessera.models.golden;
