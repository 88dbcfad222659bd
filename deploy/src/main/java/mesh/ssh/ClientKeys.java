// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where this user's SSH keys are.
 *
 * @param home what {@code ~/} stands for
 * @param agent the socket of ssh-agent
 */
public record ClientKeys(Path home, Optional<Path> agent) {
    private static final List<String> DEFAULT_FILES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

    /** @param environment {@code HOME} and {@code SSH_AUTH_SOCK} are read */
    public static ClientKeys of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "/"));
        Optional<Path> agent = Optional.ofNullable(environment.get("SSH_AUTH_SOCK")).filter(text -> !text.isBlank())
                .map(Path::of);
        return new ClientKeys(Path.of(home), agent);
    }

    /** @param file as the spec wrote it; {@code ~/} is the home directory */
    public Path expand(String file) {
        return file.startsWith("~/") ? home.resolve(file.substring(2)) : Path.of(file);
    }

    /** Where the public half of a key file of the spec would be. */
    public Path publicFile(String file) {
        return expand(file + ".pub");
    }

    /** The files that ssh(1) tries by itself, those that exist. */
    public List<Path> defaultFiles() {
        return defaults("");
    }

    /** Their public halves, those that exist. */
    public List<Path> defaultPublicFiles() {
        return defaults(".pub");
    }

    private List<Path> defaults(String ending) {
        return DEFAULT_FILES.stream().map(name -> home.resolve(".ssh").resolve(name + ending))
                .filter(Files::isRegularFile).toList();
    }
}
