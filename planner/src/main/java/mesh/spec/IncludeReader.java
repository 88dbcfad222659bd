// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A spec and the files it includes as one tree. What a file says itself goes before what its included files say, key by
 * key; two included files that say the same key are a problem, since nobody could tell which of them counts.
 */
final class IncludeReader {
    static final String KEY = "include";

    /** Included files in all; more would only be a circle that changes its names. */
    private static final int MAX_FILES = 200;
    private static final int MAX_DEPTH = 20;

    private final SpecFiles files;
    private final Problems problems;
    private final Set<SpecFileName> read = new HashSet<>();
    private final Deque<SpecFileName> open = new ArrayDeque<>();

    IncludeReader(SpecFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** The whole tree; empty if the file that was asked for is no tree. */
    Optional<YamlNode> read(SpecSource source) {
        return YamlTree.read(source, problems).map(root -> withIncluded(root, ""));
    }

    private YamlNode withIncluded(YamlNode root, String folder) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            return root;
        }
        Optional<YamlNode.Entry> include = mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(KEY)).findFirst();
        if (include.isEmpty()) {
            return root;
        }
        YamlNode.Mapping own = new YamlNode.Mapping(
                mapping.entries().stream().filter(entry -> !entry.key().text().equals(KEY)).toList(),
                mapping.position());
        List<YamlNode.Mapping> parts = new ArrayList<>();
        for (Located<SpecFileName> name : names(include.get())) {
            part(name, folder).ifPresent(parts::add);
        }
        TreeMerge merge = new TreeMerge(problems);
        return parts.stream().reduce(merge::beside).map(all -> merge.over(own, all)).orElse(own);
    }

    private List<Located<SpecFileName>> names(YamlNode.Entry include) {
        Located<YamlNode> node = new Located<>(include.value(), KEY, include.key().position());
        Field field = SpecTable.ROOT.field(KEY).orElseThrow();
        return new ListReader(problems).values(node, field, SpecFileName::parse);
    }

    private Optional<YamlNode.Mapping> part(Located<SpecFileName> reference, String folder) {
        SpecFileName name = reference.value().from(folder);
        if (open.size() > MAX_DEPTH) {
            problems.error(ProblemId.INCLUDE_CIRCLE, reference, "files include files more than " + MAX_DEPTH + " deep",
                    "include them in the spec itself");
            return Optional.empty();
        }
        if (open.contains(name)) {
            problems.error(ProblemId.INCLUDE_CIRCLE, reference, "the file includes itself, by itself or through others",
                    "remove this item");
            return Optional.empty();
        }
        if (!read.add(name) || read.size() > MAX_FILES) {
            problems.error(ProblemId.INCLUDE_TWICE, reference,
                    read.size() > MAX_FILES
                            ? "more than " + MAX_FILES + " files are included"
                            : "the file is included already",
                    "include each file once, in the file that all others belong to");
            return Optional.empty();
        }
        open.push(name);
        Optional<YamlNode.Mapping> tree = source(reference, name).flatMap(this::tree)
                .map(root -> withIncluded(root, name.folder()))
                .flatMap(root -> mapping(root, reference));
        open.pop();
        return tree;
    }

    private Optional<SpecSource> source(Located<SpecFileName> reference, SpecFileName name) {
        try {
            Optional<SpecSource> source = files.read(name);
            if (source.isEmpty()) {
                problems.error(ProblemId.INCLUDE_MISSING, reference, "there is no file " + name,
                        "write its path as seen from this file, or remove the item");
            }
            return source;
        } catch (SpecException notText) {
            problems.addAll(notText.problems());
            return Optional.empty();
        }
    }

    private Optional<YamlNode> tree(SpecSource source) {
        Problems own = problems.ofIncluded(source);
        Optional<YamlNode> tree = YamlTree.read(source, own);
        problems.addAll(own.inFileOrder());
        return tree.map(root -> root.in(source.name()));
    }

    private Optional<YamlNode.Mapping> mapping(YamlNode root, Located<SpecFileName> reference) {
        if (!(root instanceof YamlNode.Mapping mapping)) {
            problems.error(ProblemId.WRONG_KIND, reference,
                    root.kind() + " stands in the file where a block of keys is expected",
                    "write keys of a spec there, such as hosts:");
            return Optional.empty();
        }
        Optional<YamlNode.Entry> name = mapping.entries().stream().filter(entry -> entry.key().text().equals("mesh"))
                .findFirst();
        if (name.isPresent()) {
            problems.error(ProblemId.INCLUDE_IS_A_MESH, reference, "the file is a mesh of its own",
                    "move what both share into a file without 'mesh:' and include that in both");
            return Optional.empty();
        }
        return Optional.of(mapping);
    }
}
