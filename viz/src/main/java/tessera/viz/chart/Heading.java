package tessera.viz.chart;

/**
 * What stands above a chart.
 *
 * @param name file name of its pictures without extension: lower-case letters, digits, {@code _} and {@code -}
 * @param title the finding, as a sentence: "Pruning removes 61 % of the DRAM traffic", not "DRAM traffic"
 * @param subtitle what is drawn, for which workload and machine; may be empty
 */
public record Heading(String name, String title, String subtitle, Width width) {
    /** How much of the page a chart takes; pixels of its body at 100 %. */
    public enum Width {
        FULL(1000),
        HALF(468);

        private final double pixels;

        Width(double pixels) {
            this.pixels = pixels;
        }

        public double pixels() {
            return pixels;
        }
    }

    public Heading {
        if (!name.matches("[a-z0-9][a-z0-9_-]*")) {
            throw new IllegalArgumentException("chart name '" + name + "' is not made of a-z, 0-9, _ and -");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("chart " + name + " has no title");
        }
    }

    public static Heading full(String name, String title, String subtitle) {
        return new Heading(name, title, subtitle, Width.FULL);
    }

    public static Heading half(String name, String title, String subtitle) {
        return new Heading(name, title, subtitle, Width.HALF);
    }

    /** Title and subtitle as one text, for those who cannot see the picture. */
    public String alternative() {
        return subtitle.isEmpty() ? title : title + ". " + subtitle;
    }
}
