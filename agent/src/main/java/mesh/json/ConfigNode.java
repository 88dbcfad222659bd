// SPDX-License-Identifier: Apache-2.0
package mesh.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * A piece of the JSON file that knows where it stands.
 *
 * @param place such as {@code relay.json:3:12: tls.mode}
 * @param value a text, a {@code Long}, a {@code Double}, a {@code Boolean}, a {@code List<ConfigNode>} or a {@code Map<String, ConfigNode>}
 */
public record ConfigNode(String place, Object value) {
    private static final long MAX_BYTES = 1 << 20;
    private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(8).maxStringLength(4096)
                    .maxNameLength(256).maxNumberLength(20).build())
            .build();

    public static ConfigNode read(Path file) throws ConfigException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(file + ": is longer than " + MAX_BYTES + " bytes");
            }
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new ConfigException(file + ": cannot be read: " + unreadable.getMessage());
        }
    }

    public static ConfigNode parse(String name, byte[] json) throws ConfigException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            ConfigNode root = node(name, "", parser);
            if (parser.nextToken() != null) {
                throw new ConfigException(place(name, parser, "") + "something follows the end of the object");
            }
            return root;
        } catch (JacksonException notJson) {
            TokenStreamLocation at = notJson.getLocation();
            throw new ConfigException(name + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": is not JSON: "
                    + notJson.getOriginalMessage());
        }
    }

    private static ConfigNode node(String name, String path, JsonParser parser) throws ConfigException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new ConfigException(name + ": is empty: a JSON object is expected");
        }
        String place = place(name, parser, path);
        return switch (token) {
            case START_OBJECT -> new ConfigNode(place, object(name, path, parser));
            case START_ARRAY -> new ConfigNode(place, array(name, path, parser));
            case VALUE_STRING -> new ConfigNode(place, parser.getString());
            case VALUE_NUMBER_INT -> new ConfigNode(place, parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new ConfigNode(place, parser.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> new ConfigNode(place, parser.getBooleanValue());
            default -> throw new ConfigException(place + ": " + parser.getString() + " is no value here");
        };
    }

    private static Map<String, ConfigNode> object(String name, String path, JsonParser parser) throws ConfigException {
        Map<String, ConfigNode> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            fields.put(key, node(name, path.isEmpty() ? key : path + "." + key, parser));
        }
        return fields;
    }

    private static List<ConfigNode> array(String name, String path, JsonParser parser) throws ConfigException {
        List<ConfigNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(name, path + "[" + items.size() + "]", parser));
        }
        return items;
    }

    private static String place(String name, JsonParser parser, String path) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return name + ":" + at.getLineNr() + ":" + at.getColumnNr() + (path.isEmpty() ? "" : ": " + path);
    }
}
