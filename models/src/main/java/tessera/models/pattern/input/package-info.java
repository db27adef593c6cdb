/** What patterns decide on: sizes, and the values of a trace where there is one. Knows no method and no machine. */
package tessera.models.pattern.input;
