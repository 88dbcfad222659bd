// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Locale;

import mesh.cli.workspace.Workspace;
import mesh.name.MeshName;

/** What a mesh is called that nobody named: its directory's name, as far as it is one. */
final class FirstName {
    private static final int MAX_LENGTH = 20;

    private FirstName() {}

    static MeshName of(Workspace workspace) {
        String directory = String.valueOf(workspace.directory().getFileName()).toLowerCase(Locale.ROOT);
        String plain = directory.replaceAll("[^a-z0-9-]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String cut = plain.substring(0, Math.min(plain.length(), MAX_LENGTH)).replaceAll("-+$", "");
        return new MeshName(cut.isEmpty() ? "mesh" : cut);
    }
}
