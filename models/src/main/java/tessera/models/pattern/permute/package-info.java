/** Reorders tokens before they are cut into blocks, for real: the masks are made in the new order. */
package tessera.models.pattern.permute;
