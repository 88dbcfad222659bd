// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import mesh.value.ValueFormatException;

/** Reads a block whose keys are names that the author chose. */
final class NamedReader {
    /** A name that is good wherever a name stands. */
    private static final String STAND_IN = "x";
    private static final int MAX_LENGTH = 63;

    private final Problems problems;

    NamedReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * Each entry of {@code block} whose name is good, given to {@code decode} as its name and its node.
     *
     * @param parse makes the name
     * @param decode makes the entry; empty where it reported a problem
     */
    <N, T> List<T> read(Located<YamlNode> block, Function<String, N> parse,
            BiFunction<Located<N>, Located<YamlNode>, Optional<T>> decode) {
        List<T> all = new ArrayList<>();
        if (block.value() instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                entry(block.path(), entry, parse, decode).ifPresent(all::add);
            }
        } else if (!block.value().isNull()) {
            problems.error(ProblemId.WRONG_KIND, block.value().position(), block.path(),
                    block.value().kind() + " stands where a block of names is expected",
                    "write each entry on a line of its own, as 'name:' and its keys below it");
        }
        return all;
    }

    private <N, T> Optional<T> entry(String path, YamlNode.Entry entry, Function<String, N> parse,
            BiFunction<Located<N>, Located<YamlNode>, Optional<T>> decode) {
        String key = entry.key().text();
        String inner = SpecPath.child(path, key);
        SourcePosition position = entry.key().position();
        Optional<N> name = Optional.empty();
        try {
            name = Optional.of(parse.apply(key));
        } catch (ValueFormatException e) {
            problems.error(ProblemId.BAD_NAME, position, inner, String.valueOf(e.getMessage()), advice(key));
        }
        // An entry without a good name is lost, but its own problems are not.
        Located<N> named = new Located<>(name.orElseGet(() -> parse.apply(STAND_IN)), inner, position);
        Optional<T> decoded = decode.apply(named, new Located<>(entry.value(), inner, position));
        return name.isPresent() ? decoded : Optional.empty();
    }

    /** The nearest name without forbidden characters, if there is one. */
    private static String advice(String key) {
        String near = key.length() > MAX_LENGTH
                ? ""
                : key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return near.isEmpty()
                ? "write 1 to 63 lower-case letters, digits and dashes, such as web-1"
                : "write " + near + ", or another name of lower-case letters, digits and dashes";
    }
}
