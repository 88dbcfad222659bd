// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * A tar archive of a few files, packed by gzip: for each a header of 512 bytes and its content, filled up to 512; two empty
 * blocks end it (POSIX.1-1988 ustar). All belongs to root since 1970, so the same files give the same bytes.
 *
 * <pre>
 *   0 name[100]  100 mode[8]  108 uid[8]  116 gid[8]  124 size[12]  136 mtime[12]  148 checksum[8]  156 type
 * 257 "ustar\0" "00"  265 user[32]  297 group[32]
 * </pre>
 */
final class SiteArchive {
    private static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final int SUM = 148;
    private static final int SUM_BYTES = 8;

    private SiteArchive() {}

    /** One file: relative to /, permission bits, whole content. */
    static final class Entry {
        private final String name;
        private final int mode;
        private final byte[] content;

        Entry(String name, int mode, byte[] content) {
            if (name.length() > NAME_BYTES) {
                throw new IllegalArgumentException("the name is too long for a tar archive: " + name);
            }
            this.name = name;
            this.mode = mode;
            this.content = content.clone();
        }
    }

    static byte[] of(List<Entry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            for (Entry entry : entries) {
                gzip.write(header(entry));
                gzip.write(entry.content);
                gzip.write(new byte[(BLOCK - entry.content.length % BLOCK) % BLOCK]);
            }
            gzip.write(new byte[2 * BLOCK]);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static byte[] header(Entry entry) {
        byte[] block = new byte[BLOCK];
        put(block, 0, entry.name);
        put(block, 100, "%07o".formatted(entry.mode));
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, "%011o".formatted(entry.content.length));
        put(block, 136, "00000000000");
        Arrays.fill(block, SUM, SUM + SUM_BYTES, (byte) ' ');
        put(block, 156, "0");
        put(block, 257, "ustar\00000");
        put(block, 265, "root");
        put(block, 297, "wheel");
        int sum = 0;
        for (byte octet : block) {
            sum += octet & 0xff;
        }
        put(block, SUM, "%06o\0 ".formatted(sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
