// SPDX-License-Identifier: Apache-2.0
package mesh.pull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import mesh.host.HostProgram;
import mesh.vault.AgeException;
import mesh.vault.AgeFiles;

/** Packs and seals a program, so that only the host's own key opens it. */
final class BundleSeal {
    private BundleSeal() {}

    /**
     * The armored age file.
     *
     * @throws AgeException if {@code recipient} is none
     */
    static String seal(HostProgram program, String recipient) throws AgeException {
        byte[] plain = program.standardInput();
        byte[] packed = pack(plain);
        try {
            return AgeFiles.encryptArmored(packed, List.of(recipient));
        } finally {
            Arrays.fill(plain, (byte) 0);
            Arrays.fill(packed, (byte) 0);
        }
    }

    private static byte[] pack(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }
}
