// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import mesh.value.ValueFormatException;

/** YAML nodes with their places, each key once, every scalar the text that stands there. */
final class LockTree {
    /** 1,000 hosts take 0.4 million characters. */
    private static final int MAX_CHARACTERS = 50_000_000;

    private static final Mark START = new Mark("", 0, 0, 0, new int[0], 0);
    private static final String REBUILD = "restore the file from git, or correct the line; then run mesh lock";

    private final LockProblems problems;

    LockTree(LockProblems problems) {
        this.problems = problems;
    }

    /** The root's entries by key; on malformed YAML a problem and nothing. */
    Map<String, NodeTuple> root(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(0);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null || saysNothing(root)) {
                problems.add(LockProblemId.EMPTY_LOCK, START, "", "the lock is empty",
                        "restore it from git, or delete it and run mesh lock if the mesh was never applied");
                return Map.of();
            }
            return entries(root, "");
        } catch (MarkedYAMLException malformed) {
            Mark mark = Optional.ofNullable(malformed.getProblemMark()).orElse(START);
            problems.add(LockProblemId.YAML_SYNTAX, mark, "", "this is not YAML: " + malformed.getProblem(), REBUILD);
        } catch (YAMLException malformed) {
            problems.add(LockProblemId.YAML_SYNTAX, START, "", "this is not YAML: " + malformed.getMessage(), REBUILD);
        }
        return Map.of();
    }

    /** Nothing but punctuation: {@code ---}, <code>{}</code>. */
    private static boolean saysNothing(Node root) {
        return switch (root) {
            case MappingNode mapping -> mapping.getValue().isEmpty();
            case ScalarNode scalar -> scalar.getValue().isEmpty();
            default -> false;
        };
    }

    /** A mapping's entries by key, in the order of the file; nothing for an empty value. */
    Map<String, NodeTuple> entries(Node node, String path) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (node instanceof ScalarNode scalar && scalar.getValue().isEmpty() && scalar.isPlain()) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            problems.add(LockProblemId.WRONG_KIND, node.getStartMark(), path, "a block of keys is expected here",
                    REBUILD);
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Optional<String> key = text(tuple.getKeyNode(), path);
            if (key.isPresent() && entries.putIfAbsent(key.get(), tuple) != null) {
                problems.add(LockProblemId.DUPLICATE_KEY, tuple.getKeyNode().getStartMark(), join(path, key.get()),
                        ValueFormatException.printable(key.get()) + " stands here a second time",
                        "delete one of the two; after a merge keep the one that the hosts have, then run mesh lock");
            }
        }
        return entries;
    }

    /** A scalar's text; a problem and nothing for anything else. */
    Optional<String> text(Node node, String path) {
        if (node instanceof ScalarNode scalar && node.getAnchor() == null) {
            return Optional.of(scalar.getValue());
        }
        problems.add(LockProblemId.WRONG_KIND, node.getStartMark(), path, "a plain value is expected here", REBUILD);
        return Optional.empty();
    }

    /** The texts of a list of scalars. */
    List<String> texts(Node node, String path) {
        if (!(node instanceof SequenceNode sequence)) {
            problems.add(LockProblemId.WRONG_KIND, node.getStartMark(), path, "a list is expected here", REBUILD);
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        sequence.getValue().forEach(item -> text(item, path).ifPresent(texts::add));
        return texts;
    }

    static String join(String path, String key) {
        String shown = key.matches("[A-Za-z0-9_-]{1,63}") ? key : ValueFormatException.printable(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    static String explain(ValueFormatException malformed) {
        return ValueFormatException.printable(malformed.text()) + " " + malformed.reason();
    }
}
