// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import java.util.Optional;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/** A QR code (ISO/IEC 18004) of a text, with the empty border that readers need. Prints as its size only: the text may be secret. */
public final class QrCode {
    /** Modules of empty border on each side. */
    private static final int BORDER = 4;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /**
     * @param text ASCII; other characters would need a mark of their encoding, which not every reader knows
     * @return absent where it does not fit: 2953 bytes are the most
     */
    public static Optional<QrCode> of(String text) {
        try {
            return Optional.of(new QrCode(Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix()));
        } catch (WriterException tooLong) {
            return Optional.empty();
        }
    }

    /** Modules on each side, the border included. */
    public int size() {
        return modules.getWidth() + 2 * BORDER;
    }

    /** Whether the module is dark; the border is light, and so is all beyond it. */
    boolean isDark(int column, int row) {
        int x = column - BORDER;
        int y = row - BORDER;
        return x >= 0 && y >= 0 && x < modules.getWidth() && y < modules.getHeight() && modules.get(x, y) == 1;
    }

    @Override
    public String toString() {
        return "QrCode(" + size() + " modules)";
    }
}
