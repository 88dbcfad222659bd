// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The engine refuses what a template could get wrong without being noticed. */
class TemplateEngineTest {
    private final TemplateEngine templates = new TemplateEngine(TemplateEngineTest.class.getPackage());

    public record Forgetful(String mesh, String host, String interfaceName, List<String> addresses,
            List<String> dnsServers, Optional<RouteView> routes) {}

    public record Incomplete(String mesh) {}

    @Test
    void refusesAnOptionalInsteadOfPrintingIt() {
        assertThatThrownBy(() -> templates.fill("networkd.network.ftl",
                new Forgetful("m", "h", "wg0", List.of(), List.of(), Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageStartingWith("a template was given a java.util.Optional");
    }

    @Test
    void refusesANameThatTheViewDoesNotHave() {
        assertThatThrownBy(() -> templates.fill("networkd.network.ftl", new Incomplete("m")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("networkd.network.ftl");
    }

    @Test
    void refusesATemplateOutsideItsFolder() {
        for (String name : List.of("none.ftl", "../../META-INF/MANIFEST.MF", "/etc/passwd")) {
            assertThatThrownBy(() -> templates.fill(name, new Incomplete("m")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void templatesOnlyLayOut() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("mesh.root"), "templates"))) {
            List<Path> files = all.toList();
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                String text = Files.readString(file);
                assertThat(file.toString()).endsWith(".ftl");
                assertThat(text).startsWith("<#--").endsWith("\n").doesNotContain("\r", "?eval", "?interpret", "?new",
                        "?api", "<#import", "<#assign", "<#attempt", "<#function", "!''", "!\"\"");
            });
        }
    }
}
