// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import java.io.IOException;
import java.nio.file.Path;

import mesh.ssh.Programs;

/**
 * An identity made by age-keygen.
 *
 * @param file where it is
 * @param recipient its public half
 */
record AgeTool(Path file, String recipient) {
    static AgeTool newIdentity(Path file) throws IOException, InterruptedException {
        Programs.run(Programs.find("age-keygen"), "-o", file.toString());
        return new AgeTool(file, Programs.run(Programs.find("age-keygen"), "-y", file.toString()).strip());
    }

    String decrypt(Path encrypted) throws IOException, InterruptedException {
        return Programs.run(Programs.find("age"), "-d", "-i", file.toString(), encrypted.toString());
    }
}
