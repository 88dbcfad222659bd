// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import mesh.cli.run.MeshException;
import mesh.cli.run.Setting;
import mesh.host.LoginKey;
import mesh.model.SshSettings;
import mesh.ssh.ClientKeys;
import mesh.value.ValueFormatException;

/**
 * Which public SSH keys a fresh host lets in: those that mesh will log in with.
 *
 * @param setting whose home directory counts
 */
record LoginKeys(Setting setting) {
    private static final String ADVICE = "Name one by '--ssh-key FILE.pub'; 'ssh-keygen -y -f KEY >KEY.pub' writes the public half of a key.";
    private static final long MAX_BYTES = 64 << 10;

    /**
     * @param named by the user
     * @param ssh how mesh will log in
     * @throws MeshException if there is none
     */
    List<LoginKey> find(Optional<Path> named, SshSettings ssh) throws IOException {
        if (named.isPresent()) {
            return read(setting.directory().resolve(named.get()));
        }
        ClientKeys own = ClientKeys.of(setting.environment());
        if (!ssh.identityFiles().isEmpty()) {
            List<Path> files = ssh.identityFiles().stream().map(own::publicFile).filter(Files::isRegularFile).toList();
            if (files.isEmpty()) {
                throw MeshException.error("the public half of " + ssh.identityFiles().getFirst()
                        + " is not to be found", ADVICE);
            }
            return read(setting.directory().resolve(files.getFirst()));
        }
        Path usual = own.defaultPublicFiles().stream().findFirst()
                .orElseThrow(() -> MeshException.error("you have no SSH key that the host could let in", ADVICE));
        return read(usual);
    }

    private static List<LoginKey> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            throw MeshException.error(file + " is not there, or is no public key", ADVICE);
        }
        try {
            List<LoginKey> keys = Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).map(LoginKey::parse).toList();
            if (!keys.isEmpty()) {
                return keys;
            }
        } catch (ValueFormatException | java.nio.charset.CharacterCodingException notAKey) {
            // what stands there may be a private key: none of it is shown
        }
        throw MeshException.error(file + " has a line that is no SSH public key", ADVICE);
    }
}
