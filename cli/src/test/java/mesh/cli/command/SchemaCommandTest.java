// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaCommandTest {
    private static final Path PUBLISHED = Path.of(System.getProperty("mesh.root", "..")).resolve(
            "docs/reference/schemas");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    @BeforeEach
    void spec() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: shapes
                defaults: {os: linux}
                hosts:
                  alder: {endpoint: 203.0.113.1}
                  birch: {behind-nat: true}
                  cedar: {behind-nat: true}
                topology: {hubs: [alder]}
                """);
    }

    private String schema(String what) {
        return new MeshRun(directory).ends(ExitCode.OK, "schema", what).out();
    }

    /** {@code -Dgolden.update=true} writes them anew; what is gone from one is a new major version. */
    @ParameterizedTest
    @ValueSource(strings = {"spec", "plan", "validate", "status", "explain", "drift", "log"})
    void whatIsPublishedIsWhatIsPrinted(String what) throws IOException {
        Path file = PUBLISHED.resolve(what + ".json");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PUBLISHED);
            Files.writeString(file, schema(what));
        }
        assertThat(file).hasContent(schema(what));
    }

    @Test
    void whatCommandsPrintHasThatShape() {
        for (List<String> command : List.of(List.of("plan", "--offline", "--json"), List.of("validate", "--json"),
                List.of("explain", "alder", "birch", "--json"), List.of("explain", "birch", "cedar", "--json"))) {
            String printed = new MeshRun(directory).ends(ExitCode.OK, command.toArray(String[]::new)).out();
            fits(JSON.readTree(schema(command.getFirst())), JSON.readTree(printed), command.toString());
        }
    }

    /** Types, and keys in both directions: what is printed is named, and what is named is printed. */
    private static void fits(JsonNode schema, JsonNode value, String place) {
        Set<String> types = new TreeSet<>();
        JsonNode type = schema.path("type");
        (type.isArray() ? type.valueStream() : Stream.of(type)).forEach(each -> types.add(each.stringValue()));
        assertThat(types).as(place).contains(name(value));
        if (value.isObject()) {
            assertThat(new TreeSet<>(value.propertyNames())).as(place)
                    .isEqualTo(new TreeSet<>(schema.path("properties").propertyNames()));
            value.propertyStream().forEach(
                    entry -> fits(schema.path("properties").path(entry.getKey()), entry.getValue(),
                            place + "." + entry.getKey()));
        }
        value.values().stream().filter(_ -> value.isArray())
                .forEach(item -> fits(schema.path("items"), item, place + "[]"));
    }

    private static String name(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            default -> value.isIntegralNumber() ? "integer" : "number";
        };
    }
}
