/**
 * What a pattern decided about a trace, in the only forms that reach a machine: per layer and head a mask, a precision, the
 * cost of having decided, and what was reused. Knows no pattern and no machine.
 */
package tessera.models.plan;
