/**
 * Machines as validated parameter records, their presets, and how both are read from YAML. The same record feeds bounds,
 * cycle models and Verilog. Knows no cycle model.
 */
package tessera.models.machine;
