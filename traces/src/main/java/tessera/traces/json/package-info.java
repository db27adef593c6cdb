/** One JSON mapper for the whole project. */
package tessera.traces.json;
