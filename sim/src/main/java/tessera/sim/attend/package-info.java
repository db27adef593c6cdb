/** Whole attention plans on the GPU model of {@link tessera.sim.gpu}: which kernels a layer launches, and their time. */
package tessera.sim.attend;
