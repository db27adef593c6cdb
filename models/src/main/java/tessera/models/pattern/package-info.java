/**
 * Attention patterns: what each published method decides on a trace, as an AttentionPlan. Knows no machine.
 */
package tessera.models.pattern;
