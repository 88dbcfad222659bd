// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON: two spaces of indent, components in their order, names with underscores. Equal values, equal bytes. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    private Json() {}

    /** Without a final line end. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
