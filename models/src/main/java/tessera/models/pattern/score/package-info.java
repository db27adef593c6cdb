/** Estimators: how much each block of keys seems to matter to each block of queries, and what it costs to find out. */
package tessera.models.pattern.score;
