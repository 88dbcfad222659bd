// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schema (draft-07) of specs, for editors: names, kinds, ranges and words of every key, with its text for
 * hovers. It accepts every spec of one file that {@link SpecDecoder} accepts; the decoder knows more.
 */
public final class SpecSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";

    private SpecSchema() {}

    /** Pretty, always the same bytes, ends with a line end. */
    public static String json() {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", DRAFT);
        schema.put("title", "mesh.yaml");
        schema.setAll(object(SpecTable.ROOT));
        hostsMayBeIncluded(schema);
        ObjectNode definitions = schema.putObject("definitions");
        SpecTable.sections().stream().filter(section -> !section.equals(SpecTable.ROOT))
                .forEach(section -> definitions.set(section.name(), object(section)));
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        ObjectWriter writer = JsonMapper.shared().writer()
                .with(new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent));
        return writer.writeValueAsString(schema) + "\n";
    }

    private static void hostsMayBeIncluded(ObjectNode schema) {
        schema.putArray("required").add("mesh");
        ArrayNode either = schema.putArray("anyOf");
        either.addObject().putArray("required").add("hosts");
        either.addObject().putArray("required").add(IncludeReader.KEY);
    }

    private static ObjectNode object(Section section) {
        ObjectNode object = JSON.objectNode();
        object.put("description", section.doc());
        List<String> required = section.fields().stream().filter(Field::required).map(Field::name).toList();
        object.set("type", types(required.isEmpty()));
        ObjectNode properties = object.putObject("properties");
        section.fields().forEach(field -> properties.set(field.name(), property(field)));
        if (!required.isEmpty()) {
            ArrayNode names = object.putArray("required");
            required.forEach(names::add);
        }
        object.put("additionalProperties", false);
        return object;
    }

    /** A block that needs no key may stay empty. */
    private static JsonNode types(boolean mayBeEmpty) {
        return mayBeEmpty ? JSON.arrayNode().add("object").add("null") : JSON.stringNode("object");
    }

    private static ObjectNode property(Field field) {
        ObjectNode property = JSON.objectNode();
        property.put("description",
                field.doc() + field.byDefault().map(text -> " Default: " + text + ".").orElse("") + " Example: "
                        + field.name() + ": " + field.example());
        ObjectNode shape = shape(field.shape(), field.required());
        // Siblings of $ref mean nothing in draft-07.
        if (shape.has("$ref")) {
            property.putArray("allOf").add(shape);
        } else {
            property.setAll(shape);
        }
        return property;
    }

    private static ObjectNode shape(Shape shape, boolean atLeastOne) {
        ObjectNode node = JSON.objectNode();
        switch (shape) {
            case Shape.Text text -> node.put("type", "string").put("pattern", text.pattern());
            case Shape.Whole whole ->
                node.put("type", "integer").put("minimum", whole.min()).put("maximum", whole.max());
            case Shape.Flag flag -> node.put("type", "boolean");
            case Shape.Choice choice -> choice.words().forEach(node.putArray("enum")::add);
            case Shape.Block block -> node.put("$ref", "#/definitions/" + block.section().name());
            case Shape.Many many -> list(node, many.item(), atLeastOne);
            case Shape.OneOrMany many -> node.putArray("anyOf").add(shape(many.item(), false))
                    .add(list(JSON.objectNode(), many.item(), atLeastOne));
            case Shape.Pair pair -> list(node, pair.item(), false).put("minItems", 2).put("maxItems", 2)
                    .remove("uniqueItems");
            case Shape.WordOrMany either -> node.putArray("anyOf").add(shape(either.word(), false))
                    .add(list(JSON.objectNode(), either.item(), false));
            case Shape.ShortOrBlock either ->
                node.putArray("anyOf").add(shape(either.text(), false)).add(shape(either.block(), false));
            case Shape.FlagOrBlock either -> node.putArray("anyOf").add(shape(new Shape.Flag(), false))
                    .add(shape(either.block(), false));
            case Shape.WordOrBlock either ->
                node.putArray("anyOf").add(shape(either.word(), false)).add(shape(either.block(), false));
            case Shape.Named named -> named(node, named);
        }
        return node;
    }

    private static ObjectNode list(ObjectNode node, Shape item, boolean atLeastOne) {
        node.put("type", "array").set("items", shape(item, false));
        // Endpoints are compared by what they mean, which a schema cannot.
        if (item instanceof Shape.Text) {
            node.put("uniqueItems", true);
        }
        if (atLeastOne) {
            node.put("minItems", 1);
        }
        return node;
    }

    private static void named(ObjectNode node, Shape.Named named) {
        node.set("type", types(!named.atLeastOne()));
        node.putObject("propertyNames").put("pattern", named.name().pattern());
        node.set("additionalProperties", shape(named.value(), false));
        if (named.atLeastOne()) {
            node.put("minProperties", 1);
        }
    }
}
