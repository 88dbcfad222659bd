// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Collections;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Turns SnakeYAML's nodes into ours: aliases become copies, and whatever {@link YamlNode} excludes becomes a problem. */
final class TreeBuilder {
    /** Nodes that aliases may add to a file. */
    static final int MAX_COPIES = 50_000;

    private final Problems problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private int copies;

    TreeBuilder(Problems problems) {
        this.problems = problems;
    }

    /** @throws LimitedParser.LimitException if aliases blow the tree up */
    YamlNode build(Node root) {
        return convert(root, SpecPath.ROOT, YamlTree.position(root.getStartMark()));
    }

    private YamlNode convert(Node node, String path, SourcePosition whereAbsent) {
        SourcePosition position = YamlTree.position(node.getStartMark());
        if (!seen.add(node) && ++copies > MAX_COPIES) {
            throw new LimitedParser.LimitException(ProblemId.TOO_MANY_ALIASES, node.getStartMark(),
                    "aliases (*name) copy more than " + MAX_COPIES + " values",
                    "put what hosts share under 'defaults'");
        }
        if (!open.add(node)) {
            problems.error(ProblemId.ALIAS_LOOP, position, path, "this block contains an alias of itself",
                    "write the values out instead of using an alias here");
            return new YamlNode.Scalar("", true, position);
        }
        checkTag(node, path, position);
        YamlNode converted = switch (node) {
            case MappingNode mapping -> new YamlNode.Mapping(entries(mapping, path), position);
            case SequenceNode sequence -> new YamlNode.Sequence(items(sequence, path), position);
            case ScalarNode scalar -> scalar(scalar, whereAbsent);
            default -> throw new IllegalStateException("a composer makes no " + node.getNodeId());
        };
        open.remove(node);
        return converted;
    }

    private static YamlNode.Scalar scalar(ScalarNode node, SourcePosition whereAbsent) {
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        boolean absent = plain && node.getValue().isEmpty();
        return new YamlNode.Scalar(node.getValue(), plain,
                absent ? whereAbsent : YamlTree.position(node.getStartMark()));
    }

    private List<YamlNode> items(SequenceNode sequence, String path) {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(convert(item, SpecPath.item(path, items.size()), YamlTree.position(item.getStartMark())));
        }
        return items;
    }

    private List<YamlNode.Entry> entries(MappingNode mapping, String path) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, SourcePosition> first = new HashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            SourcePosition position = YamlTree.position(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode scalar)) {
                problems.error(ProblemId.KEY_NOT_TEXT, position, path, "a list or block stands where a key is expected",
                        "write one word and a colon; a text that starts with [ or { needs quotes");
                continue;
            }
            YamlNode.Scalar key = scalar(scalar, position);
            checkTag(scalar, path, position);
            if (isUsable(key, first, path)) {
                String inner = SpecPath.child(path, key.text());
                entries.add(new YamlNode.Entry(key, convert(tuple.getValueNode(), inner, position)));
            }
        }
        return entries;
    }

    private boolean isUsable(YamlNode.Scalar key, Map<String, SourcePosition> first, String path) {
        if (key.plain() && key.text().equals("<<")) {
            problems.error(ProblemId.MERGE_KEY, key.position(), path, "merge keys (<<) are YAML 1.1 and not read here",
                    "put what hosts share under 'defaults', or write the keys out");
            return false;
        }
        SourcePosition earlier = first.putIfAbsent(key.text(), key.position());
        if (earlier != null) {
            problems.error(ProblemId.DUPLICATE_KEY, key.position(), SpecPath.child(path, key.text()),
                    "the key is already on " + earlier.lineText() + "; only one of the two could count",
                    "delete one of them, or rename it");
            return false;
        }
        return true;
    }

    private void checkTag(Node node, String path, SourcePosition position) {
        if (!node.getTag().equals(YamlTree.UNTAGGED)) {
            problems.error(ProblemId.TAG, position, path, "the value has a YAML tag (!…); specs know no tags",
                    "delete the tag; put the value in quotes if it is a text that looks like a number");
        }
    }
}
