// SPDX-License-Identifier: Apache-2.0
package mesh.export;

/** Draws a QR code for a terminal and as SVG. */
public final class QrPicture {
    /** Black on white by number, since themes give the first sixteen colours a meaning of their own. */
    private static final String INK = "\u001b[38;5;16;48;5;231m";
    private static final String NO_INK = "\u001b[0m";

    private QrPicture() {}

    /**
     * Two rows of modules in a line of half blocks, {@link QrCode#size()} columns wide.
     *
     * @param coloured true: dark on light whatever the terminal's colours are; false: light modules are drawn, which is
     *        right where the terminal's background is dark
     */
    public static String terminal(QrCode code, boolean coloured) {
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < code.size(); row += 2) {
            out.append(coloured ? INK : "");
            for (int column = 0; column < code.size(); column++) {
                out.append(halves(code.isDark(column, row) == coloured, code.isDark(column, row + 1) == coloured));
            }
            out.append(coloured ? NO_INK : "").append('\n');
        }
        return out.toString();
    }

    private static char halves(boolean upper, boolean lower) {
        if (upper) {
            return lower ? '█' : '▀';
        }
        return lower ? '▄' : ' ';
    }

    /** A drawing that is sharp at every size. */
    public static String svg(QrCode code) {
        int size = code.size();
        StringBuilder path = new StringBuilder();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                int from = column;
                while (column < size && code.isDark(column, row)) {
                    column++;
                }
                if (column > from) {
                    int width = column - from;
                    path.append('M').append(from).append(' ').append(row).append('h').append(width).append("v1h-")
                            .append(width).append('z');
                }
            }
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">
                <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/>
                <path d="%2$s"/>
                </svg>
                """.formatted(size, path);
    }
}
