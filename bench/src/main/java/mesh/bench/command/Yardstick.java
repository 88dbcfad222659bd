// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A plain Java program that does what a render cannot do without: it makes as many lines of text as a full mesh of 300 hosts has,
 * hashes and writes them. It knows nothing of mesh, so that what it costs changes with the machine and with Java only.
 */
final class Yardstick {
    private static final int FILES = 300;
    private static final int LINES = 1_800;

    private Yardstick() {}

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path directory = Files.createDirectories(Path.of(args[0]));
        for (int file = 0; file < FILES; file++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                text.append("Line ").append(file).append('.').append(line).append(" = 100.64.").append(line / 250)
                        .append('.').append(line % 250).append("/32\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            MessageDigest.getInstance("SHA-256").digest(bytes);
            Files.write(directory.resolve("file" + file), bytes);
        }
    }
}
