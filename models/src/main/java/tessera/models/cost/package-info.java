/**
 * What a plan costs on a machine, in closed form and step by step: FLOPs, whole tiles, partial tiles, selection, memory,
 * waves. Knows no cycle model.
 */
package tessera.models.cost;
