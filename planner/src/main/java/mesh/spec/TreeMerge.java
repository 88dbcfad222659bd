// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Puts the trees of several files together, blocks key by key. */
final class TreeMerge {
    /** Lists whose items of all files hold. */
    private static final Set<String> ADDED_UP = Set.of("policy.rules", "policy.tests", "topology.links",
            "topology.no-path");

    private final Problems problems;

    TreeMerge(Problems problems) {
        this.problems = problems;
    }

    /** {@code own} goes before {@code included} where both say something. */
    YamlNode.Mapping over(YamlNode.Mapping own, YamlNode.Mapping included) {
        return merge(own, included, SpecPath.ROOT, true);
    }

    /** Neither goes before the other: what both say is a problem. */
    YamlNode.Mapping beside(YamlNode.Mapping one, YamlNode.Mapping other) {
        return merge(one, other, SpecPath.ROOT, false);
    }

    private YamlNode.Mapping merge(YamlNode.Mapping first, YamlNode.Mapping second, String path, boolean firstWins) {
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        first.entries().forEach(entry -> merged.put(entry.key().text(), entry));
        for (YamlNode.Entry entry : second.entries()) {
            String inner = SpecPath.child(path, entry.key().text());
            merged.merge(entry.key().text(), entry, (mine, theirs) -> both(mine, theirs, inner, firstWins));
        }
        return new YamlNode.Mapping(List.copyOf(merged.values()), first.position());
    }

    private YamlNode.Entry both(YamlNode.Entry mine, YamlNode.Entry theirs, String path, boolean firstWins) {
        if (theirs.value().isNull()) {
            return mine;
        }
        if (mine.value().isNull()) {
            return new YamlNode.Entry(mine.key(), theirs.value());
        }
        if (mine.value() instanceof YamlNode.Mapping one && theirs.value() instanceof YamlNode.Mapping other) {
            return new YamlNode.Entry(mine.key(), merge(one, other, path, firstWins));
        }
        if (ADDED_UP.contains(path) && mine.value() instanceof YamlNode.Sequence one
                && theirs.value() instanceof YamlNode.Sequence other) {
            List<YamlNode> items = new ArrayList<>(
                    Stream.concat(one.items().stream(), other.items().stream()).toList());
            return new YamlNode.Entry(mine.key(), new YamlNode.Sequence(items, one.position()));
        }
        if (!firstWins) {
            problems.error(ProblemId.INCLUDE_CLASH, theirs.key().position(), path,
                    "the key is also on " + mine.key().position().lineText() + ", and neither file includes the other",
                    "delete one of them, or say it in the file that includes both");
        }
        return mine;
    }
}
