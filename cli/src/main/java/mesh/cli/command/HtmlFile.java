// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import mesh.cli.workspace.Workspace;
import picocli.CommandLine.Option;

/** A page that a command writes beside what it prints, where it is asked for. */
final class HtmlFile {
    @Option(names = "--html", paramLabel = "FILE", description = "Writes a page for a browser as well; it loads nothing.")
    private Optional<Path> file = Optional.empty();

    boolean isWanted() {
        return file.isPresent();
    }

    void write(MeshCommand mesh, Supplier<String> page) {
        file.ifPresent(name -> {
            Workspace.save(mesh.setting().directory().resolve(name), page.get());
            mesh.console().out().flush();
            mesh.console().note("Wrote " + name + ".");
        });
    }
}
