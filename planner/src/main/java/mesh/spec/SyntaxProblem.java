// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** SnakeYAML's complaints in words that say what to do. */
final class SyntaxProblem {
    /**
     * One complaint.
     *
     * @param part of SnakeYAML's context or problem text
     * @param atContext true: the place is where the construct started, not where it ran out
     */
    private record Translation(String part, boolean atContext, String message, String advice) {}

    private static final List<Translation> TRANSLATIONS = List.of(
            new Translation("found unexpected end of stream", true, "the text in quotes never ends",
                    "add the closing quote"),
            new Translation("found unexpected document separator", true, "the text in quotes never ends",
                    "add the closing quote"),
            new Translation("mapping values are not allowed here", false, "a colon is not possible here",
                    "put a text with ': ' in quotes; check that the line above ends as it should and both are indented alike"),
            new Translation("found unknown escape character", false,
                    "a backslash in double quotes starts an escape that YAML does not know",
                    "use single quotes for a text with backslashes"),
            new Translation("(TAB)", false, "a tab stands where YAML allows spaces only",
                    "write a space instead"),
            new Translation("that cannot start any token", false, "a value cannot start with this character",
                    "put the value in quotes"),
            new Translation("could not find expected ':'", true, "this line has no colon after its key",
                    "write 'key: value'"),
            new Translation("expected ',' or ']'", true, "the list that starts with [ is not closed properly",
                    "separate items by commas and close the list with ]"),
            new Translation("expected ',' or '}'", true, "the block that starts with { is not closed properly",
                    "separate entries by commas and close the block with }"),
            new Translation("expected <block end>", false, "this line does not fit the block above it",
                    "indent it like the other keys of its block; a value that starts with a quote, [ or { must end with the line"),
            new Translation("expected the node content", false, "a value is expected here",
                    "write it, or delete the key"),
            new Translation("expected chomping or indentation", false, "'|' and '>' start a block of text",
                    "put a text that starts with one of them in quotes"),
            new Translation("sequence entries are not allowed here", false, "a list item is not possible here",
                    "start the list on a line of its own, each item as '- value'"),
            new Translation("block sequence entries are not allowed", false, "a list item is not possible here",
                    "start the list on a line of its own, each item as '- value'"));

    /** An IPv6 address in brackets with a port, without quotes. */
    private static final Pattern BARE_IPV6 = Pattern.compile("(?<!['\"@])(\\[[0-9A-Fa-f]*:[0-9A-Fa-f:.]*]:[0-9]+)");

    private SyntaxProblem() {}

    static void report(MarkedYAMLException e, SpecSource source, Problems problems) {
        String text = Optional.ofNullable(e.getProblem()).orElse("it cannot be read");
        if (text.startsWith("found undefined alias")) {
            problems.error(ProblemId.UNKNOWN_ALIAS, YamlTree.position(e.getProblemMark()), SpecPath.ROOT,
                    "the alias is not defined above: '*' starts an alias",
                    "define it with &name, or put a text that starts with '*' in quotes");
            return;
        }
        SourcePosition position = lastLineAtMost(YamlTree.position(e.getProblemMark()), source);
        Matcher address = BARE_IPV6.matcher(source.lines().get(position.line() - 1));
        if (address.find()) {
            problems.error(ProblemId.YAML_SYNTAX, new SourcePosition(position.line(), address.start(1) + 1),
                    SpecPath.ROOT, "to YAML, a value that starts with [ is a list",
                    "put it in quotes: '" + address.group(1) + "'");
            return;
        }
        reportSyntax(e, text, source, problems);
    }

    private static void reportSyntax(MarkedYAMLException e, String text, SpecSource source, Problems problems) {
        Optional<Translation> known = TRANSLATIONS.stream().filter(t -> text.contains(t.part)).findFirst();
        boolean atContext = known.map(Translation::atContext).orElse(false);
        Mark mark = atContext && e.getContextMark() != null ? e.getContextMark() : e.getProblemMark();
        SourcePosition position = lastLineAtMost(YamlTree.position(mark), source);
        problems.error(ProblemId.YAML_SYNTAX, position, SpecPath.ROOT,
                known.map(Translation::message).orElse("the file is not valid YAML here: " + text),
                known.map(Translation::advice)
                        .orElse("check quotes, colons and indentation of this line and the one above"));
    }

    static void reportUnplaced(YAMLException e, Problems problems) {
        problems.error(ProblemId.YAML_SYNTAX, SourcePosition.START, SpecPath.ROOT,
                "the file is not valid YAML: " + e.getMessage(), "check it with an editor that knows YAML");
    }

    /** A mark after the last line end points to no line; the last line is where to look. */
    private static SourcePosition lastLineAtMost(SourcePosition position, SpecSource source) {
        List<String> lines = source.lines();
        if (position.line() <= lines.size() || lines.isEmpty()) {
            return position;
        }
        String last = lines.getLast();
        return new SourcePosition(lines.size(), last.codePointCount(0, last.length()) + 1);
    }
}
