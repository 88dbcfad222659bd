// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

/** A unified difference in colour. */
public final class DiffView {
    private final Palette palette;

    public DiffView(Palette palette) {
        this.palette = palette;
    }

    /** @param indent before each line */
    public String draw(String diff, String indent) {
        StringBuilder text = new StringBuilder();
        diff.lines().forEach(line -> text.append(indent).append(paint(line)).append('\n'));
        return text.toString();
    }

    private String paint(String line) {
        if (line.startsWith("@@")) {
            return palette.place(line);
        }
        if (line.startsWith("+")) {
            return palette.good(line);
        }
        return line.startsWith("-") ? palette.bad(line) : line;
    }
}
