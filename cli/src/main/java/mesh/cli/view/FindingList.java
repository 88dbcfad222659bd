// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.cli.doctor.Finding;

/** Findings for people: a line each, and one for what to do. */
public final class FindingList {
    private final Palette palette;
    private final Wrapping wrapping;

    /** @param columns lines are wrapped to this width */
    public FindingList(Palette palette, int columns) {
        this.palette = palette;
        this.wrapping = new Wrapping(columns);
    }

    public String draw(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String line = wrapping.wrap("  " + sign(finding) + " ", "      ", finding.what() + ": " + finding.text());
            text.append(painted(finding, line));
            if (!finding.advice().isEmpty()) {
                text.append(wrapping.wrap("      try: ", "           ", finding.advice()));
            }
        }
        return text.toString();
    }

    private static String sign(Finding finding) {
        return switch (finding.level()) {
            case GOOD -> "ok ";
            case FAIR -> "hm ";
            case BAD -> "bad";
        };
    }

    private String painted(Finding finding, String line) {
        return switch (finding.level()) {
            case GOOD -> line;
            case FAIR -> palette.change(line);
            case BAD -> palette.bad(line);
        };
    }
}
