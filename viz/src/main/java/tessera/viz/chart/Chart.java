package tessera.viz.chart;

import tessera.viz.draw.Box;
import tessera.viz.draw.Canvas;

/** A picture of numbers: an immutable value that can draw itself. */
public interface Chart {
    Heading heading();

    /** Height in pixels of the drawing under the heading; its width is {@code heading().width().pixels()}. */
    double bodyHeight();

    /** Draws everything but the heading, inside the body: a box of the width and height above. */
    void draw(Canvas canvas, Box body);
}
