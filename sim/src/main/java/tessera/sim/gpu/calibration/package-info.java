/** Refits the constants of kernels on measured rows, and tells how far all rows are off (docs/gpu.md). */
package tessera.sim.gpu.calibration;
