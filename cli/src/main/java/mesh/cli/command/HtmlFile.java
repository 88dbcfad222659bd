// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import mesh.cli.workspace.Workspace;

/** A page that a command writes beside what it prints. */
final class HtmlFile {
    /** When hosts were read, for people. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'")
            .withZone(ZoneOffset.UTC);

    private HtmlFile() {}

    static void write(MeshCommand mesh, Path file, String page) {
        Workspace.save(mesh.setting().directory().resolve(file), page);
        mesh.console().out().flush();
        mesh.console().note("Wrote " + file + ".");
    }
}
