package tessera.viz.report;

/**
 * A question a reader comes with, and its answer in one figure and one or two sentences.
 *
 * @param value the figure, with its unit: "2.4×", "all 57 cases agree"
 * @param sectionId where the evidence is
 */
public record Answer(String question, String value, String text, Tone tone, String sectionId) {}
