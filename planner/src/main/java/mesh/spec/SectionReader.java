// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import mesh.value.ValueFormatException;

/** Reads one block by its {@link Section}: reports unknown and missing keys, then hands out checked values. */
final class SectionReader {
    private static final Set<String> SECRETS = Set.of("privatekey", "presharedkey", "psk", "password", "passphrase",
            "secret", "seed", "sshpassword", "sshkey", "token");

    private final Section section;
    private final String path;
    private final Problems problems;
    private final ScalarReader scalars;
    private final ListReader lists;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();

    private SectionReader(Section section, String path, Problems problems) {
        this.section = section;
        this.path = path;
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
        this.lists = new ListReader(problems);
    }

    /** Empty, with a problem reported, if {@code block} is no block of keys. No value at all is an empty block. */
    static Optional<SectionReader> open(Located<YamlNode> block, Section section, Problems problems) {
        SectionReader reader = new SectionReader(section, block.path(), problems);
        if (block.value() instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(reader::take);
        } else if (!block.value().isNull()) {
            problems.error(ProblemId.WRONG_KIND, block.value().position(), block.path(),
                    block.value().kind() + " stands where a block of keys is expected",
                    "write keys below it, such as " + section.fields().getFirst().name() + ": "
                            + section.fields().getFirst().example());
            return Optional.empty();
        }
        reader.reportMissing(block);
        return Optional.of(reader);
    }

    private void take(YamlNode.Entry entry) {
        String key = entry.key().text();
        if (section.field(key).isPresent()) {
            entries.put(key, entry);
            return;
        }
        Located<String> at = new Located<>(key, SpecPath.child(path, key), entry.key().position());
        if (SECRETS.contains(key.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", ""))) {
            problems.hideLine(entry.key().position());
            problems.hideLine(entry.value().position());
            problems.error(ProblemId.SECRET_IN_SPEC, at, "a spec holds no secrets: private keys are made by mesh",
                    "delete the line, and treat what it held as known to everybody who can read the repository");
        } else {
            problems.error(ProblemId.UNKNOWN_KEY, at,
                    ValueFormatException.printable(key) + " is not a key of " + section.title(),
                    UnknownKey.advice(key, section));
        }
    }

    private void reportMissing(Located<YamlNode> block) {
        for (Field field : section.fields()) {
            if (field.required() && !entries.containsKey(field.name())) {
                problems.error(ProblemId.MISSING_KEY, block, "the key '" + field.name() + "' is missing",
                        field.shape().equals(Texts.PUBLIC_KEY)
                                ? "add it, and " + ScalarReader.hint(field.shape())
                                : "add " + field.name() + ": " + field.example());
            }
        }
    }

    /** The node at {@code key}, with the key's place. */
    Optional<Located<YamlNode>> node(String key) {
        return Optional.ofNullable(entries.get(key)).map(
                entry -> new Located<>(entry.value(), SpecPath.child(path, key), entry.key().position()));
    }

    Optional<SectionReader> block(String key, Section inner) {
        return node(key).flatMap(node -> open(node, inner, problems));
    }

    /** A single value. */
    <T> Optional<Located<T>> value(String key, Function<String, T> parse) {
        return node(key).flatMap(node -> scalars.read(node.value(), node.path(), field(key), parse));
    }

    Optional<Located<Boolean>> flag(String key) {
        return value(key, Boolean::valueOf);
    }

    Optional<Located<String>> word(String key) {
        return value(key, text -> text);
    }

    /** The values of a list, or of the single value that stands for one. Items with problems are left out. */
    <T> List<Located<T>> values(String key, Function<String, T> parse) {
        return node(key).map(node -> lists.values(node, field(key), parse)).orElse(List.of());
    }

    /** The nodes of a list, or the single node that stands for one. */
    List<Located<YamlNode>> items(String key) {
        return node(key).map(node -> lists.items(node, field(key))).orElse(List.of());
    }

    private Field field(String key) {
        return section.field(key).orElseThrow(() -> new IllegalArgumentException(section.name() + " has no " + key));
    }
}
