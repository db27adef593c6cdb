package tessera.viz.draw;

import java.awt.image.BufferedImage;

/** Grids of colours as pictures of one pixel a cell. */
final class RasterImages {
    private RasterImages() {}

    static BufferedImage of(int columnCount, int[] rgb) {
        if (columnCount < 1 || rgb.length == 0 || rgb.length % columnCount != 0) {
            throw new IllegalArgumentException(rgb.length + " cells do not fill rows of " + columnCount);
        }
        int rowCount = rgb.length / columnCount;
        BufferedImage image = new BufferedImage(columnCount, rowCount, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, columnCount, rowCount, rgb, 0, columnCount);
        return image;
    }
}
