package tessera.viz.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import tessera.traces.check.ToolException;

/** A drawing as a PNG picture with twice the pixels in each direction, on white. */
public final class PngCanvas implements Canvas {
    /** Pixels of the picture per pixel of the drawing, in each direction. */
    public static final int RESOLUTION = 2;

    private final BufferedImage image;
    private final Graphics2D graphics;
    private final Font font;

    /** @throws ToolException if Java finds no font at all */
    public PngCanvas(double width, double height) {
        font = font();
        int columns = (int) Math.ceil(width * RESOLUTION);
        int rows = (int) Math.ceil(height * RESOLUTION);
        image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.setColor(new Color(Palette.PAPER.rgb()));
        graphics.fillRect(0, 0, columns, rows);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.scale(RESOLUTION, RESOLUTION);
    }

    /** DejaVu Sans where it is installed, else what Java calls SansSerif. */
    private static Font font() {
        try {
            Font wanted = new Font("DejaVu Sans", Font.PLAIN, 12);
            return wanted.getFamily().equals("DejaVu Sans") ? wanted : new Font(Font.SANS_SERIF, Font.PLAIN, 12);
        } catch (RuntimeException | LinkageError e) {
            throw new ToolException(
                    "PNG charts need a font and Java finds none (" + e.getMessage()
                            + "); install one, for example: apt-get install fontconfig fonts-dejavu-core",
                    e);
        }
    }

    /** The drawing so far as the bytes of a PNG file. */
    public byte[] bytes() {
        return encode(image);
    }

    static byte[] encode(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        // In memory: the stream that ImageIO itself would open goes through a temporary file.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IllegalStateException("this Java has no PNG writer");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void rect(Box box, Ink fill, String tooltip) {
        graphics.setColor(new Color(fill.rgb()));
        graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        set(stroke);
        graphics.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    @Override
    public void polyline(double[] xs, double[] ys, Stroke stroke) {
        set(stroke);
        graphics.draw(path(xs, ys));
    }

    @Override
    public void polygon(double[] xs, double[] ys, Ink fill, String tooltip) {
        Path2D.Double path = path(xs, ys);
        path.closePath();
        graphics.setColor(new Color(fill.rgb()));
        graphics.fill(path);
    }

    @Override
    public void circle(double x, double y, double radius, Ink fill, String tooltip) {
        graphics.setColor(new Color(fill.rgb()));
        graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void text(String text, double x, double y, TextStyle style) {
        Font sized = font.deriveFont(style.isBold() ? Font.BOLD : Font.PLAIN, (float) style.size());
        double width =
                sized.getStringBounds(text, graphics.getFontRenderContext()).getWidth();
        double before = switch (style.anchor()) {
            case START -> 0;
            case MIDDLE -> width / 2;
            case END -> width;
        };
        graphics.setFont(sized);
        graphics.setColor(new Color(style.ink().rgb()));
        graphics.drawString(text, (float) (x - before), (float) y);
    }

    @Override
    public void raster(Box box, int columnCount, int[] rgb) {
        BufferedImage cells = RasterImages.of(columnCount, rgb);
        int left = (int) Math.round(box.x() * RESOLUTION);
        int top = (int) Math.round(box.y() * RESOLUTION);
        int right = (int) Math.round(box.right() * RESOLUTION);
        int bottom = (int) Math.round(box.bottom() * RESOLUTION);
        Graphics2D pixels = image.createGraphics();
        pixels.drawImage(cells, left, top, right, bottom, 0, 0, cells.getWidth(), cells.getHeight(), null);
        pixels.dispose();
    }

    private void set(Stroke stroke) {
        float width = (float) stroke.width();
        graphics.setColor(new Color(stroke.ink().rgb()));
        graphics.setStroke(
                stroke.dash() > 0
                        ? new BasicStroke(
                                width,
                                BasicStroke.CAP_BUTT,
                                BasicStroke.JOIN_ROUND,
                                1,
                                new float[] {(float) stroke.dash()},
                                0)
                        : new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    }

    private static Path2D.Double path(double[] xs, double[] ys) {
        Path2D.Double path = new Path2D.Double();
        for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
                path.moveTo(xs[i], ys[i]);
            } else {
                path.lineTo(xs[i], ys[i]);
            }
        }
        return path;
    }
}
