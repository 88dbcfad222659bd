// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Text to a {@link YamlNode}. Only SnakeYAML's composer is used, never its constructors, so no text ever names a class,
 * and {@code no}, {@code 010} and {@code 12:30} stay the text that they are.
 */
final class YamlTree {
    /** What every node without a tag of its own gets, so that written tags stand out. */
    static final Tag UNTAGGED = new Tag("untagged");

    private YamlTree() {}

    /** The only document of {@code source}; empty if there is a problem. */
    static Optional<YamlNode> read(SpecSource source, Problems problems) {
        if (!SourceCheck.passes(source, problems)) {
            return Optional.empty();
        }
        try {
            Composer composer = composer(source.text());
            if (!composer.checkNode()) {
                reportEmpty(problems);
                return Optional.empty();
            }
            Node root = composer.getNode();
            if (composer.checkNode()) {
                reportMany(composer.getNode(), problems);
            }
            return Optional.of(new TreeBuilder(problems).build(root));
        } catch (LimitedParser.LimitException limit) {
            limit.report(problems);
        } catch (MarkedYAMLException e) {
            SyntaxProblem.report(e, source, problems);
        } catch (YAMLException e) {
            SyntaxProblem.reportUnplaced(e, problems);
        }
        return Optional.empty();
    }

    private static Composer composer(String text) {
        LoaderOptions options = options();
        return new Composer(new LimitedParser(text, options), new NoGuessing(), options);
    }

    /** Limits beyond our own, so that ours, which know the place, are met first. */
    static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(SourceCheck.MAX_LENGTH + 1);
        options.setNestingDepthLimit(10 * LimitedParser.MAX_DEPTH);
        options.setMaxAliasesForCollections(10 * LimitedParser.MAX_ALIASES);
        // Composing builds nothing; tags are refused with a place of their own.
        options.setTagInspector(tag -> true);
        return options;
    }

    private static void reportEmpty(Problems problems) {
        problems.error(ProblemId.EMPTY_SPEC, SourcePosition.START, SpecPath.ROOT, "the file says nothing",
                "start with 'mesh: NAME' and 'hosts:', or run 'mesh init'");
    }

    private static void reportMany(Node second, Problems problems) {
        problems.error(ProblemId.MANY_DOCUMENTS, position(second.getStartMark()), SpecPath.ROOT,
                "a second document starts here; a spec is one document",
                "remove the line '---' above it, or keep each mesh in a file of its own");
    }

    /** Counted from 1; the start of the file where SnakeYAML has no mark. */
    static SourcePosition position(@Nullable Mark mark) {
        return mark == null ? SourcePosition.START : new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Never derives a type from how a value looks. */
    private static final class NoGuessing extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return UNTAGGED;
        }
    }
}
