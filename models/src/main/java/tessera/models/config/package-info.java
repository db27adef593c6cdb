/** Strict YAML: every key wanted, every wanted key there, and an error that names file, line and the nearest key. */
package tessera.models.config;
