// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The shape of what {@link Json} writes of a record, as a JSON Schema (draft-07) for other programs. Every key is always there, null
 * where there is nothing to say; keys that are not named may come with a later minor version.
 */
public final class JsonShape {
    private static final Map<Class<?>, String> PLAIN = Map.of(String.class, "string", boolean.class, "boolean",
            int.class, "integer", long.class, "integer", double.class, "number", Integer.class, "integer", Long.class,
            "integer", Double.class, "number", Boolean.class, "boolean");

    private JsonShape() {}

    /**
     * @param title of the document
     * @param version of it, {@code MAJOR.MINOR}; another major is another shape
     * @param document a record whose first component is that version
     */
    public static String schema(String title, String version, Class<? extends Record> document) {
        SequencedMap<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", title);
        SequencedMap<String, Object> first = shape(String.class);
        first.put("pattern", "^" + version.substring(0, version.indexOf('.')) + "\\.[0-9]+$");
        SequencedMap<String, Object> properties = properties(document);
        properties.put(key(document.getRecordComponents()[0].getName()), first);
        schema.putAll(object(properties));
        return Json.write(schema);
    }

    private static SequencedMap<String, Object> properties(Class<?> type) {
        SequencedMap<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(key(component.getName()), shape(component.getGenericType()));
        }
        return properties;
    }

    private static SequencedMap<String, Object> object(SequencedMap<String, Object> properties) {
        SequencedMap<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("required", List.copyOf(properties.sequencedKeySet()));
        object.put("properties", properties);
        return object;
    }

    private static SequencedMap<String, Object> shape(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return switch ((Class<?>) generic.getRawType()) {
                case Class<?> optional when optional == Optional.class -> orNull(shape(last));
                case Class<?> list when List.class.isAssignableFrom(list) -> of("array", "items", shape(last));
                case Class<?> map when Map.class.isAssignableFrom(map) ->
                    of("object", "additionalProperties", shape(last));
                default -> throw new IllegalArgumentException(type + " has no shape");
            };
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return object(properties(plain));
        }
        SequencedMap<String, Object> simple = new LinkedHashMap<>();
        simple.put("type", Optional.ofNullable(PLAIN.get(plain))
                .orElseThrow(() -> new IllegalArgumentException(type + " has no shape")));
        return simple;
    }

    private static SequencedMap<String, Object> orNull(SequencedMap<String, Object> shape) {
        shape.compute("type", (_, type) -> List.of(String.valueOf(type), "null"));
        return shape;
    }

    private static SequencedMap<String, Object> of(String type, String key, Object content) {
        SequencedMap<String, Object> shape = new LinkedHashMap<>();
        shape.put("type", type);
        shape.put(key, content);
        return shape;
    }

    /** {@code receivedBytes} is {@code received_bytes}, as {@link Json} has it. */
    private static String key(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
