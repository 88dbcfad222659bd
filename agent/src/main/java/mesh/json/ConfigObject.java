// SPDX-License-Identifier: Apache-2.0
package mesh.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import mesh.value.ValueFormatException;

/** Takes the fields of one object, and reports each that is wrong, missing or left over. */
public final class ConfigObject {
    private final String place;
    private final Map<String, ConfigNode> left;
    private final List<String> known = new ArrayList<>();
    private final List<String> problems;

    private ConfigObject(String place, Map<String, ConfigNode> fields, List<String> problems) {
        this.place = place;
        this.left = fields;
        this.problems = problems;
    }

    @SuppressWarnings("unchecked")
    public static ConfigObject of(ConfigNode node, List<String> problems) {
        if (node.value() instanceof Map<?, ?> fields) {
            return new ConfigObject(node.place(), new LinkedHashMap<>((Map<String, ConfigNode>) fields), problems);
        }
        problems.add(node.place() + ": an object is expected");
        return new ConfigObject(node.place(), new LinkedHashMap<>(), problems);
    }

    public Optional<String> text(String key) {
        return take(key).flatMap(node -> typed(node, String.class, "a text"));
    }

    /** A text that {@code parse} turns into a value. */
    public <T> Optional<T> value(String key, Function<String, T> parse) {
        return take(key)
                .flatMap(node -> typed(node, String.class, "a text").flatMap(text -> parsed(node, text, parse)));
    }

    public <T> Optional<T> required(String key, Function<String, T> parse) {
        if (!left.containsKey(key)) {
            known.add(key);
            problems.add(place + ": " + key + " is missing");
            return Optional.empty();
        }
        return value(key, parse);
    }

    public long number(String key, long min, long max, long absent) {
        Optional<ConfigNode> node = take(key);
        Optional<Long> number = node.flatMap(n -> typed(n, Long.class, "a number"));
        if (number.isPresent() && (number.get() < min || number.get() > max)) {
            problems.add(node.get().place() + ": " + number.get() + " is outside " + min + ".." + max);
            return absent;
        }
        return number.orElse(absent);
    }

    public boolean flag(String key, boolean absent) {
        return take(key).flatMap(n -> typed(n, Boolean.class, "true or false")).orElse(absent);
    }

    public <T> List<T> values(String key, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        for (ConfigNode item : items(key)) {
            typed(item, String.class, "a text").flatMap(text -> parsed(item, text, parse)).ifPresent(values::add);
        }
        return values;
    }

    public List<ConfigObject> objects(String key) {
        return items(key).stream().map(item -> of(item, problems)).toList();
    }

    public Optional<ConfigObject> object(String key) {
        return take(key).map(node -> of(node, problems));
    }

    public void problem(String what) {
        problems.add(place + ": " + what);
    }

    /** Reports what nobody took. */
    public void end() {
        left.values().forEach(
                node -> problems.add(node.place() + ": is no key here; there are " + String.join(", ", known)));
    }

    private List<ConfigNode> items(String key) {
        Optional<ConfigNode> node = take(key);
        if (node.isEmpty()) {
            return List.of();
        }
        List<ConfigNode> items = new ArrayList<>();
        if (node.get().value() instanceof List<?> list) {
            list.forEach(item -> items.add((ConfigNode) item));
        } else {
            problems.add(node.get().place() + ": a list is expected");
        }
        return items;
    }

    private Optional<ConfigNode> take(String key) {
        known.add(key);
        return Optional.ofNullable(left.remove(key));
    }

    private <T> Optional<T> typed(ConfigNode node, Class<T> type, String expected) {
        if (type.isInstance(node.value())) {
            return Optional.of(type.cast(node.value()));
        }
        problems.add(node.place() + ": " + expected + " is expected");
        return Optional.empty();
    }

    private <T> Optional<T> parsed(ConfigNode node, String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (ValueFormatException wrong) {
            problems.add(node.place() + ": " + wrong.getMessage());
            return Optional.empty();
        }
    }
}
