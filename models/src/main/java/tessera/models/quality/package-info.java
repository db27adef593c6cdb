/** What a pattern gave up: attention mass, output error, recall, coverage, reach. Knows no machine. */
package tessera.models.quality;
