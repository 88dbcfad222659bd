// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** docs/reference/spec.md lists what {@link SpecTable} holds. {@code -Dgolden.update=true} writes it. */
class SpecPageTest {
    private static final Path PAGE = Path.of(System.getProperty("mesh.root", "."), "docs/reference/spec.md");

    @Test
    void theReferencePageListsEveryKey() throws IOException {
        String expected = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    private static String page() {
        return """
                # The spec: mesh.yaml

                Every key. A small mesh needs few of them; [mesh.example.yaml](../../mesh.example.yaml) shows all of them at work.
                Editors check and complete a spec with the schema that `mesh schema` prints.

                It is YAML 1.2 with its core types: `no` is a word, `010` is ten. A key may not stand twice. A mistake is reported
                with its line, all of them in one run. `mesh fmt` lays the file out and keeps comments.

                """
                + SpecTable.sections().stream().map(SpecPageTest::section).collect(Collectors.joining("\n"));
    }

    private static String section(Section section) {
        return "## " + section.name() + "\n" + section.doc() + "\n\n| key | what stands there | default | meaning |\n"
                + "| --- | --- | --- | --- |\n"
                + section.fields().stream().map(SpecPageTest::row).collect(Collectors.joining());
    }

    private static String row(Field field) {
        String byDefault = field.required() ? "required" : field.byDefault().orElse("");
        return "| `" + field.name() + "` | " + shape(field.shape()) + " | " + byDefault + " | " + field.doc()
                + " Example: `" + field.example() + "` |\n";
    }

    private static String shape(Shape shape) {
        return switch (shape) {
            case Shape.Text text -> text.what();
            case Shape.Whole whole -> whole.min() + " to " + whole.max();
            case Shape.Flag flag -> "`true` or `false`";
            case Shape.Choice choice -> choice.words().stream().map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", "));
            case Shape.Block block -> "[block](#" + block.section().name() + ")";
            case Shape.Many many -> "list: " + shape(many.item());
            case Shape.OneOrMany many -> shape(many.item()) + ", or a list";
            case Shape.Pair pair -> "two of: " + shape(pair.item());
            case Shape.WordOrMany either -> shape(either.word()) + ", or a list: " + shape(either.item());
            case Shape.ShortOrBlock either -> shape(either.text()) + ", or a " + shape(either.block());
            case Shape.FlagOrBlock either -> "`true`, `false`, or a " + shape(either.block());
            case Shape.WordOrBlock either -> shape(either.word()) + ", or a " + shape(either.block());
            case Shape.Named named -> "under each name: " + shape(named.value());
        };
    }
}
