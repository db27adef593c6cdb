/** Which tiles and strides suit a mask: the tiles that released kernels offer, ranked, and the strides without waste. */
package tessera.models.gna.suggest;
