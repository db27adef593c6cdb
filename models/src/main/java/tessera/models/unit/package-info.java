/** Units at the edge: text with a unit in, plain numbers in one base unit out. */
package tessera.models.unit;
