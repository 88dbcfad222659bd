// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Ed25519 key pairs in OpenSSH's format, made by {@code ssh-keygen}: the private file and, beside it, {@code .pub}. */
final class SshKey {

    private SshKey() {}

    static void generate(Path file, String comment) {
        Command.must(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file.toString()), "");
    }

    static String publicLine(Path file) {
        try {
            return Files.readString(Path.of(file + ".pub"));
        } catch (IOException e) {
            throw new LabException("no public key beside " + file, e);
        }
    }
}
