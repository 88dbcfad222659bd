// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.path.PathCheck;
import mesh.spec.Problem;
import mesh.spec.SpecFormatter;
import mesh.spec.SpecSource;

/** The specs that people copy from are good, without warnings, and formatted. */
class ExampleSpecsTest {
    private static final Path ROOT = Path.of(System.getProperty("mesh.root", ".."));

    static List<Path> specs() throws IOException {
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            return Stream.concat(Stream.of(ROOT.resolve("mesh.example.yaml")),
                    examples.map(folder -> folder.resolve("mesh.yaml")).filter(Files::exists).sorted()).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("specs")
    void buildsWithoutWarningsAndIsFormatted(Path file) throws IOException {
        SpecSource source = SpecSource.ofBytes(file.toString(), Files.readAllBytes(file));
        assertThat(MeshBuilder.read(source, PathCheck::check).warnings()).extracting(Problem::id).isEmpty();
        assertThat(SpecFormatter.format(source)).isEqualTo(source.text());
    }

    @Test
    void resolvesTheGroupsOfTheExample() throws IOException {
        Path file = ROOT.resolve("mesh.example.yaml");
        Mesh mesh = MeshBuilder.read(SpecSource.ofBytes("mesh.yaml", Files.readAllBytes(file))).mesh();
        assertThat(mesh.groups()).hasToString("{anna=[phone], exits=[do1, li1], servers=[do1, li1]}");
    }
}
