/** What an exploration may choose: parameters with their values, conditions, constraints, objectives; read from YAML. */
package tessera.cli.explore.space;
