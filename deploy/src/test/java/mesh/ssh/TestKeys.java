// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Key pairs made by ssh-keygen in a directory. */
final class TestKeys {
    /** Opens the encrypted ones. */
    static final String PASSPHRASE = "correct-horse-battery";

    private final Path directory;

    TestKeys(Path directory) {
        this.directory = directory;
    }

    Path make(String name, String type, String passphrase) throws IOException, InterruptedException {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            Programs.run(Programs.find("ssh-keygen"), "-q", "-t", type, "-N", passphrase, "-C", name, "-f",
                    file.toString());
        }
        return file;
    }

    Path ed25519(String name) throws IOException, InterruptedException {
        return make(name, "ed25519", "");
    }

    static HostKey publicKey(Path privateKey) throws IOException {
        String[] fields = Files.readString(Path.of(privateKey + ".pub")).split(" ");
        return new HostKey(fields[0], fields[1]);
    }

    static void authorize(Path authorizedKeys, Path privateKey) throws IOException {
        Files.writeString(authorizedKeys, Files.readString(Path.of(privateKey + ".pub")), StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
