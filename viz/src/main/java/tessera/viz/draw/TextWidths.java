package tessera.viz.draw;

import java.util.ArrayList;
import java.util.List;

/**
 * Widths of text in DejaVu Sans without asking a font: layouts do not depend on what is installed.
 *
 * <p><b>Source:</b> horizontal advances of DejaVu Sans 2.37, in units of 1/2048 of the font size, read from the font.
 */
final class TextWidths {
    private static final double UNITS = 2048;

    /** Advances of the characters 32 to 126. */
    private static final int[] REGULAR = {
        651, 821, 942, 1716, 1303, 1946, 1597, 563, 799, 799, 1024, 1716, 651, 739, 651, 690, // space to /
        1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 1303, 690, 690, 1716, 1716, 1716, 1087, // 0 to ?
        2048, 1401, 1405, 1430, 1577, 1294, 1178, 1587, 1540, 604, 604, 1343, 1141, 1767, 1532, 1612, // @ to O
        1235, 1612, 1423, 1300, 1251, 1499, 1401, 2025, 1403, 1251, 1403, 799, 690, 799, 1716, 1024, // P to _
        1024, 1255, 1300, 1126, 1300, 1260, 721, 1300, 1298, 569, 569, 1186, 569, 1995, 1298, 1253, // ` to o
        1300, 1300, 842, 1067, 803, 1298, 1212, 1675, 1212, 1212, 1075, 1303, 690, 1303, 1716 // p to ~
    };

    private static final int[] BOLD = {
        713, 934, 1067, 1716, 1425, 2052, 1786, 627, 936, 936, 1071, 1716, 778, 850, 778, 748,
        1425, 1425, 1425, 1425, 1425, 1425, 1425, 1425, 1425, 1425, 819, 819, 1716, 1716, 1716, 1188,
        2048, 1585, 1561, 1503, 1700, 1399, 1399, 1681, 1714, 762, 762, 1587, 1305, 2038, 1714, 1741,
        1501, 1741, 1577, 1475, 1397, 1663, 1585, 2259, 1579, 1483, 1485, 936, 748, 936, 1716, 1024,
        1024, 1382, 1466, 1214, 1466, 1389, 891, 1466, 1458, 702, 702, 1362, 702, 2134, 1458, 1407,
        1466, 1466, 1010, 1219, 979, 1458, 1335, 1892, 1321, 1335, 1192, 1458, 748, 1458, 1716
    };

    /** Wider than most letters, so that an unlisted character never makes a label overlap. */
    private static final int UNLISTED = 1716;

    private TextWidths() {}

    /** Width of one line in pixels at a font size in pixels. */
    static double of(String text, double size, boolean isBold) {
        long units = 0;
        for (int i = 0; i < text.length(); i++) {
            units += advance(text.charAt(i), isBold ? BOLD : REGULAR);
        }
        return units * size / UNITS;
    }

    private static int advance(char character, int[] table) {
        if (character >= ' ' && character - ' ' < table.length) {
            return table[character - ' '];
        }
        return switch (character) {
            case '·' -> 778;
            case '–', '°' -> 1024;
            case 'µ' -> 1507;
            case '—', '…' -> 2048;
            default -> UNLISTED;
        };
    }

    /** The text if it fits the width, else its beginning and "…". */
    static String shorten(String text, TextStyle style, double width) {
        if (style.width(text) <= width) {
            return text;
        }
        int length = text.length();
        while (length > 0 && style.width(text.substring(0, length) + "…") > width) {
            length--;
        }
        return text.substring(0, length).stripTrailing() + "…";
    }

    /** Breaks text at spaces into lines no wider than given; a longer word gets a line of its own and is shortened. */
    static List<String> wrap(String text, TextStyle style, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && style.width(longer) > width) {
                lines.add(shorten(line, style, width));
                line = word;
            } else {
                line = longer;
            }
        }
        lines.add(shorten(line, style, width));
        return lines;
    }
}
