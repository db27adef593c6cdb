/** Address streams: what a DRAM is asked, one transaction after the other. Must not know how a DRAM is built. */
package tessera.models.dram.stream;
