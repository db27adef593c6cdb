/**
 * GPUs and the attention kernels that run on them: parameters, what a tile costs each unit of an SM, what a launch
 * consists of. Knows nothing of time: bounds are in {@code models.bound}, the cycle model is in {@code sim.gpu}.
 */
package tessera.models.gpu;
