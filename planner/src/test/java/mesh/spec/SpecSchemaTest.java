// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema and the decoder agree; an independent validator and an independent YAML 1.2 reader judge. */
class SpecSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(SpecSchema.json());
    /** Values of all kinds, good and bad, tried at every key. */
    private static final List<String> VALUES = List.of("true", "false", "yes", "no", "on", "off", "True", "'true'", "0",
            "1", "22", "25", "1279", "1280", "1420", "9000", "9001", "43200", "43201", "51820", "65535", "65536", "-1",
            "010", "12:30", "1.5", "1e3", "'51820'", "openbsd", "linux", "Linux", "wg-quick", "none", "sudo", "vault",
            "host", "web", "web-1", "-web", "Web", "'a;reboot'", "'a b'", "'$(x)'", "\"a\\nb\"", "'`x`'", "100.64.0.9",
            "100.64.0.0/24", "10.9.0.1/24", "fd00::9", "fd00::/64", "203.0.113.7:51820", "'[2001:db8::7]:51820'",
            "vpn.example.net", "vpn.example.net:51820", "root@192.168.1.4:22", "tag:web", "group:all", "90d", "0d",
            "wg0",
            "wg00", "~/.ssh/id", "'id rsa'", SpecSamples.KEY, "[]", "[web]", "[web, web]", "[100.64.0.9]",
            "[10.0.0.0/8]", "[[web]]", "{}", "{a: b}", "{user: root}", "[{address: 10.0.0.4}]", "[{port: 1}]", "null",
            "",
            "a".repeat(63), "a".repeat(64), "a".repeat(300));
    /** Whole numbers to YAML, in a spelling that the decoder refuses. */
    private static final Set<String> YAML_INTEGERS = Set.of("010", "1e3");
    /** Problems of a kind that the schema knows as well. */
    private static final Set<ProblemId> IN_SCHEMA = Set.of(ProblemId.UNKNOWN_KEY, ProblemId.MISSING_KEY,
            ProblemId.MISSING_VALUE, ProblemId.WRONG_KIND, ProblemId.NOT_NUMBER, ProblemId.NOT_BOOLEAN,
            ProblemId.NOT_A_CHOICE, ProblemId.BAD_NAME, ProblemId.NO_HOSTS, ProblemId.EMPTY_LIST, ProblemId.NOT_TEXT);

    private static boolean isValid(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).isEmpty();
    }

    @Test
    void acceptsTheExample() {
        assertThat(SCHEMA.validate(SpecSamples.example(), InputFormat.YAML)).isEmpty();
    }

    @Test
    void isAlwaysTheSameAndDescribesEveryKey() {
        String json = SpecSchema.json();
        assertThat(json).isEqualTo(SpecSchema.json()).endsWith("}\n");
        JsonNode schema = JsonMapper.shared().readTree(json);
        assertThat(schema.path("$schema").asString()).isEqualTo("http://json-schema.org/draft-07/schema#");
        for (Section section : SpecTable.sections()) {
            JsonNode object = section.equals(SpecTable.ROOT)
                    ? schema
                    : schema.path("definitions").path(section.name());
            assertThat(object.path("additionalProperties").asBoolean(true)).as(section.name()).isFalse();
            assertThat(object.path("properties").propertyNames()).containsExactlyElementsOf(section.keys());
            assertThat(object.path("properties").values()).allSatisfy(
                    property -> assertThat(property.path("description").asString("")).hasSizeGreaterThan(10));
        }
    }

    @TestFactory
    Stream<DynamicTest> agreesWithTheDecoderAtEveryKey() {
        return SpecTable.sections().stream().flatMap(section -> section.fields().stream().map(field -> DynamicTest
                .dynamicTest(section.name() + "." + field.name(), () -> agree(section, field))));
    }

    private static void agree(Section section, Field field) {
        String good = SpecSamples.with(section, field, field.example());
        assertThat(SpecSamples.isAccepted(good)).as("decoder takes the example:\n" + good).isTrue();
        assertThat(isValid(good)).as("schema takes the example:\n" + good).isTrue();
        boolean exact = field.shape() instanceof Shape.Whole || field.shape() instanceof Shape.Flag
                || field.shape() instanceof Shape.Choice;
        for (String value : VALUES) {
            String text = SpecSamples.with(section, field, value);
            boolean accepted = SpecSamples.isAccepted(text);
            if (accepted || exact && !YAML_INTEGERS.contains(value)) {
                assertThat(isValid(text)).as("schema on:\n" + text).isEqualTo(accepted);
            }
        }
    }

    @Test
    void refusesTextsThatMustNeverReachAShell() {
        for (Section section : SpecTable.sections()) {
            for (Field field : section.fields()) {
                for (String hostile : List.of("'a;reboot'", "\"a\\nb\"", "'$(x)'", "'`x`'")) {
                    String text = SpecSamples.with(section, field, hostile);
                    boolean isFreeText = field.shape().equals(Texts.OWNER);
                    assertThat(isValid(text)).as(text).isEqualTo(isFreeText && !hostile.contains("\\n"));
                }
            }
        }
    }

    @Test
    void refusesTheBadSpecsWhoseProblemsItKnows() throws IOException {
        List<String> known = IN_SCHEMA.stream().map(ProblemId::text).toList();
        int checked = 0;
        for (Path file : badSpecs()) {
            SpecSource source = SpecSource.ofBytes("mesh.yaml", Files.readAllBytes(file));
            Problems problems = new Problems(source);
            if (YamlTree.read(source, problems).isEmpty() || problems.hasErrors()) {
                continue;
            }
            SpecDecoder.decode(source, problems);
            if (problems.inFileOrder().stream().anyMatch(problem -> known.contains(problem.id()))) {
                checked++;
                assertThat(isValid(source.text())).as(file.toString()).isFalse();
            }
        }
        assertThat(checked).isGreaterThan(15);
    }

    private static List<Path> badSpecs() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/bad-specs"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.toString().endsWith("invalid-utf8.yaml")).sorted().toList();
        }
    }
}
