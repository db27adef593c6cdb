package tessera.viz.draw;

import java.util.Base64;

/** A drawing as SVG text: no scripts, no links, no identifiers, so that many can stand in one page. */
public final class SvgCanvas implements Canvas {
    /** Verdana is as wide as DejaVu Sans, letter by letter. */
    private static final String FONTS = "DejaVu Sans, Verdana, Geneva, sans-serif";

    private final StringBuilder shapes = new StringBuilder();

    /** The drawing as an SVG file with a white background. */
    public String file(double width, double height, String title) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + element("xmlns=\"http://www.w3.org/2000/svg\" ", width, height, title)
                + "<rect width=\"" + number(width) + "\" height=\"" + number(height) + "\" fill=\"#ffffff\"/>\n"
                + shapes + "</svg>\n";
    }

    /** The drawing as an element of an HTML page: no XML header, transparent. */
    public String inline(double width, double height, String title) {
        return element("", width, height, title) + shapes + "</svg>\n";
    }

    private static String element(String namespace, double width, double height, String title) {
        String size = number(width) + "\" height=\"" + number(height);
        return "<svg " + namespace + "width=\"" + size + "\" viewBox=\"0 0 " + number(width) + " " + number(height)
                + "\" role=\"img\" aria-label=\"" + Escape.markup(title) + "\" font-family=\"" + FONTS + "\">\n";
    }

    @Override
    public void rect(Box box, Ink fill, String tooltip) {
        open("rect").at("x", box.x()).at("y", box.y()).at("width", box.width()).at("height", box.height());
        fill(fill).close("rect", tooltip);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        open("line").at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2).stroke(stroke);
        shapes.append("/>\n");
    }

    @Override
    public void polyline(double[] xs, double[] ys, Stroke stroke) {
        open("polyline").points(xs, ys);
        shapes.append(" fill=\"none\" stroke-linejoin=\"round\"");
        stroke(stroke);
        shapes.append("/>\n");
    }

    @Override
    public void polygon(double[] xs, double[] ys, Ink fill, String tooltip) {
        open("polygon").points(xs, ys).fill(fill).close("polygon", tooltip);
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill, String tooltip) {
        open("circle").at("cx", x).at("cy", y).at("r", radius).fill(fill).close("circle", tooltip);
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        open("text").at("x", x).at("y", y).at("font-size", style.size());
        if (style.isBold()) {
            shapes.append(" font-weight=\"bold\"");
        }
        switch (style.anchor()) {
            case START -> {}
            case MIDDLE -> shapes.append(" text-anchor=\"middle\"");
            case END -> shapes.append(" text-anchor=\"end\"");
        }
        fill(style.ink());
        shapes.append('>').append(Escape.markup(text)).append("</text>\n");
    }

    @Override
    public void raster(Box box, int columnCount, int[] rgb) {
        String png = Base64.getEncoder().encodeToString(PngCanvas.encode(RasterImages.of(columnCount, rgb)));
        open("image").at("x", box.x()).at("y", box.y()).at("width", box.width()).at("height", box.height());
        shapes.append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\" href=\"data:image/png;base64,")
                .append(png)
                .append("\"/>\n");
    }

    private SvgCanvas open(String name) {
        shapes.append('<').append(name);
        return this;
    }

    private void close(String name, String tooltip) {
        if (tooltip.isEmpty()) {
            shapes.append("/>\n");
        } else {
            shapes.append("><title>").append(Escape.markup(tooltip)).append("</title></");
            shapes.append(name).append(">\n");
        }
    }

    private SvgCanvas at(String attribute, double value) {
        shapes.append(' ').append(attribute).append("=\"").append(number(value)).append('"');
        return this;
    }

    private SvgCanvas fill(Ink ink) {
        shapes.append(" fill=\"").append(ink.css()).append('"');
        return this;
    }

    private void stroke(Stroke stroke) {
        shapes.append(" stroke=\"").append(stroke.ink().css()).append('"');
        at("stroke-width", stroke.width());
        if (stroke.dash() > 0) {
            at("stroke-dasharray", stroke.dash());
        }
    }

    private SvgCanvas points(double[] xs, double[] ys) {
        shapes.append(" points=\"");
        for (int i = 0; i < xs.length; i++) {
            shapes.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        shapes.append('"');
        return this;
    }

    /** At most two decimals, without trailing zeros. */
    private static String number(double value) {
        long hundredths = Math.round(value * 100);
        long fraction = Math.abs(hundredths % 100);
        String sign = hundredths < 0 && hundredths > -100 ? "-" : "";
        String decimals = fraction == 0
                ? ""
                : fraction % 10 == 0 ? "." + fraction / 10 : fraction < 10 ? ".0" + fraction : "." + fraction;
        return sign + hundredths / 100 + decimals;
    }
}
