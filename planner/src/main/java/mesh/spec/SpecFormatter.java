// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

import mesh.spec.FormatLayout.Level;

/**
 * Brings a spec into its one layout: two spaces a level, one space between words, no more than one blank line, no
 * spaces at line ends, one line end at the end. Lines, comments, quotes and the choice between blocks and brackets stay
 * the author's. Formatting twice is formatting once, and the spec means what it meant.
 */
public final class SpecFormatter {
    private static final Level START = new Level(0, 0);

    private final FormatText text;
    private final FormatLayout layout;
    private final List<String> out = new ArrayList<>();
    /** Comment and blank lines that wait for the line they stand before. */
    private final List<Integer> waiting = new ArrayList<>();
    /** Entries that are open, outermost first. */
    private final List<Level> open = new ArrayList<>();

    private SpecFormatter(FormatText text, FormatLayout layout) {
        this.text = text;
        this.layout = layout;
    }

    /**
     * The formatted text; that of {@code source} itself where its layout has no safe other form.
     *
     * @throws SpecException if the text is no YAML that a spec may use
     */
    public static String format(SpecSource source) {
        String text = source.text().replace("\r\n", "\n");
        List<FormatNode> before = read(source);
        try {
            SpecFormatter formatter = of(text, before);
            String formatted = formatter.format();
            List<FormatNode> after = read(new SpecSource(source.name(), formatted));
            boolean same = meansTheSame(before, after) && formatter.comments().equals(of(formatted, after).comments());
            return same ? formatted : source.text();
        } catch (FormatText.UnknownLayoutException | SpecException notSafe) {
            return source.text();
        }
    }

    private static SpecFormatter of(String text, List<FormatNode> documents) {
        FormatText lines = new FormatText(text);
        return new SpecFormatter(lines, FormatLayout.of(lines, documents));
    }

    private static List<FormatNode> read(SpecSource source) {
        Problems problems = new Problems(source);
        SourceCheck.passes(source, problems);
        problems.throwIfErrors();
        try {
            LoaderOptions options = YamlTree.options();
            return FormatNode.documents(new LimitedParser(source.text().replace("\r\n", "\n"), options));
        } catch (LimitedParser.LimitException limit) {
            limit.report(problems);
        } catch (MarkedYAMLException e) {
            SyntaxProblem.report(e, source, problems);
        } catch (YAMLException e) {
            SyntaxProblem.reportUnplaced(e, problems);
        }
        throw new SpecException(problems.inFileOrder());
    }

    private static boolean meansTheSame(List<FormatNode> before, List<FormatNode> after) {
        boolean same = before.size() == after.size();
        for (int i = 0; same && i < before.size(); i++) {
            same = before.get(i).meansTheSameAs(after.get(i));
        }
        return same;
    }

    private List<String> comments() {
        return IntStream.range(0, text.lines()).filter(line -> !layout.isVerbatim(line)).mapToObj(text::comment)
                .filter(comment -> !comment.isEmpty()).toList();
    }

    private String format() {
        for (int line = 0; line < text.lines(); line++) {
            if (layout.isVerbatim(line)) {
                flush(START);
                out.add(shifted(line));
            } else if (layout.isInsideScalar(line)) {
                flush(START);
                out.add(text.isBlank(line) ? "" : indented(layout.indent(line), text.tidied(line)));
            } else if (text.isBlank(line) || text.isComment(line) && layout.indent(line) == FormatLayout.UNKNOWN) {
                waiting.add(line);
            } else {
                content(line);
            }
        }
        flush(START);
        while (!out.isEmpty() && out.getLast().isEmpty()) {
            out.removeLast();
        }
        return out.isEmpty() ? "" : String.join("\n", out) + "\n";
    }

    private void content(int line) {
        int indent = Math.max(layout.indent(line), 0);
        List<Level> levels = layout.levels(line);
        boolean startsEntry = !levels.isEmpty() && levels.getFirst().column() == text.firstColumn(line);
        flush(startsEntry ? levels.getFirst() : new Level(text.firstColumn(line), indent));
        for (Level level : levels) {
            open.removeIf(other -> other.column() >= level.column());
            open.add(level);
        }
        out.add(indented(indent, text.tidied(line)));
    }

    /** Prints what waits before an entry, or before the end. */
    private void flush(Level next) {
        for (int line : waiting) {
            if (!text.isBlank(line)) {
                out.add(indented(commentIndent(text.firstColumn(line), next), text.tidied(line)));
            } else if (!out.isEmpty() && !out.getLast().isEmpty()) {
                out.add("");
            }
        }
        waiting.clear();
    }

    /** A comment deeper than the next entry belongs to the block above, unless the next entry is deeper still. */
    private int commentIndent(int column, Level next) {
        if (column <= next.column()) {
            return next.indent();
        }
        return open.stream().filter(level -> level.column() <= column && level.column() > next.column())
                .mapToInt(Level::indent).max().orElse(next.indent());
    }

    private String shifted(int line) {
        int shift = layout.verbatimShift(line);
        String verbatim = text.verbatim(line);
        if (text.isBlank(line)) {
            return shift >= 0
                    ? verbatim.isEmpty() ? "" : " ".repeat(shift) + verbatim
                    : verbatim.substring(Math.min(-shift, verbatim.length()));
        }
        return shift >= 0 ? " ".repeat(shift) + verbatim : verbatim.substring(-shift);
    }

    private static String indented(int indent, String line) {
        return " ".repeat(Math.max(indent, 0)) + line;
    }
}
