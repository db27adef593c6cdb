/**
 * A GPU running a tiled attention kernel, tile by tile: the pipeline inside a CTA, CTAs on SMs in launch order, the HBM
 * they share, and the copies around the kernel (docs/gpu.md).
 */
package tessera.sim.gpu;
