// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A QR code as PNG (ISO/IEC 15948): one bit a pixel, black and white. Such a picture takes three chunks, so it is written
 * here rather than by a toolkit for windows:
 *
 * <pre>
 * signature | IHDR width height 1 0 0 0 0 | IDAT zlib(for each row: 0, pixels) | IEND
 * chunk = length(4) type(4) data crc(4)
 * </pre>
 */
public final class QrPng {
    /** Pixels on each side of a module. */
    private static final int SCALE = 8;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    /** One bit, grey, deflate, no filter, not interlaced. */
    private static final byte[] KIND = {1, 0, 0, 0, 0};

    private QrPng() {}

    /** The whole file. */
    public static byte[] of(QrCode code) {
        int pixels = code.size() * SCALE;
        ByteBuffer header = ByteBuffer.allocate(2 * Integer.BYTES + KIND.length).putInt(pixels).putInt(pixels)
                .put(KIND);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflated(rows(code)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /** A module is eight pixels wide, so it is one byte of each of its rows. */
    private static byte[] rows(QrCode code) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        for (int line = 0; line < code.size() * SCALE; line++) {
            rows.write(0);
            for (int column = 0; column < code.size(); column++) {
                rows.write(code.isDark(column, line / SCALE) ? 0 : 0xff);
            }
        }
        return rows.toByteArray();
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(data);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
        }
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 3 * Integer.BYTES);
        out.writeBytes(chunk.putInt(data.length).put(name).put(data).putInt((int) crc.getValue()).array());
    }
}
