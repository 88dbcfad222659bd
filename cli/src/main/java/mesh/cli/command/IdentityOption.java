// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import mesh.vault.IdentityFile;

import picocli.CommandLine.Option;

/** What opens the vault: an option of every command that sends its secrets. */
final class IdentityOption {
    @Option(names = "--identity", paramLabel = "FILE", description = "age identity that opens keys/. Default: MESH_AGE_IDENTITY_FILE, then ~/.config/mesh/identity.txt.")
    private Optional<Path> identity = Optional.empty();

    IdentityFile file(Map<String, String> environment) {
        return IdentityFile.locate(identity, environment);
    }
}
