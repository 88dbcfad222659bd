// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import mesh.value.ValueFormatException;

/** A plan document as JSON: keys in {@code snake_case} and in a fixed order, two spaces, LF, a final line end. */
public final class PlanJson {
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT))
            .build();

    private PlanJson() {}

    /** The same bytes for equal documents. */
    public static String write(PlanDocument document) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    }

    /** @throws PlanFormatException if {@code text} is not a plan, or one of another major version */
    public static PlanDocument read(String text) {
        try {
            JsonNode root = MAPPER.readTree(text);
            JsonNode version = root.path("format_version");
            if (!version.isString()) {
                throw new PlanFormatException("this is not a plan: write one with mesh plan --out FILE");
            }
            if (!major(version.stringValue()).equals(major(PlanDocument.FORMAT_VERSION))) {
                throw new PlanFormatException("plan format " + ValueFormatException.printable(version.stringValue())
                        + " is not one this mesh reads (" + PlanDocument.FORMAT_VERSION
                        + "): plan again with this version");
            }
            return MAPPER.treeToValue(root, PlanDocument.class);
        } catch (JacksonException malformed) {
            throw new PlanFormatException("this is not a plan: " + malformed.getOriginalMessage()
                    + "; write one with mesh plan --out FILE");
        }
    }

    private static String major(String version) {
        int dot = version.indexOf('.');
        return dot < 0 ? version : version.substring(0, dot);
    }
}
