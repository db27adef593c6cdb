/**
 * What a study answers: the front and the designs to look at, what decides, where things cross over, what not to trust; as
 * text, as a map for JSON, as a page. Knows figures and parameters by name only, no machine.
 */
package tessera.cli.explore.answer;
