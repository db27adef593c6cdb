/** Methods put together from building blocks by a YAML file, and the plans they make. Knows no machine. */
package tessera.models.pattern.compose;
