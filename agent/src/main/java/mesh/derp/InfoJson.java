// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** One flat JSON object of a greeting. What is nested in it, and keys that nobody asks for, are passed over. */
final class InfoJson {
    private static final int MAX_TEXT = 4096;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_FIELDS = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNameLength(MAX_TEXT)
                    .maxStringLength(MAX_TEXT).maxNumberLength(32).build())
            .build();

    private final Map<String, Object> fields;

    private InfoJson(Map<String, Object> fields) {
        this.fields = fields;
    }

    static InfoJson read(byte[] json) throws MalformedFrameException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedFrameException("a greeting that is no JSON object");
            }
            Map<String, Object> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                readValue(parser, name, fields);
                if (fields.size() > MAX_FIELDS) {
                    throw new MalformedFrameException("a greeting of more than " + MAX_FIELDS + " fields");
                }
            }
            return new InfoJson(fields);
        } catch (JacksonException notJson) {
            throw new MalformedFrameException("a greeting that is no JSON within limits");
        }
    }

    private static void readValue(JsonParser parser, String name, Map<String, Object> fields) {
        switch (parser.nextToken()) {
            case VALUE_STRING -> fields.put(name, parser.getString());
            case VALUE_NUMBER_INT -> fields.put(name, Math.clamp(parser.getLongValue(), 0, Integer.MAX_VALUE));
            case VALUE_TRUE, VALUE_FALSE -> fields.put(name, parser.getBooleanValue());
            default -> parser.skipChildren();
        }
    }

    String text(String name) throws MalformedFrameException {
        return field(name, String.class, "");
    }

    int number(String name) throws MalformedFrameException {
        return field(name, Integer.class, 0);
    }

    boolean flag(String name) throws MalformedFrameException {
        return field(name, Boolean.class, false);
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }

    private <T> T field(String name, Class<T> kind, T absent) throws MalformedFrameException {
        Object value = fields.getOrDefault(name, absent);
        if (!kind.isInstance(value)) {
            throw new MalformedFrameException("a greeting whose " + name + " is no " + kind.getSimpleName());
        }
        return kind.cast(value);
    }
}
