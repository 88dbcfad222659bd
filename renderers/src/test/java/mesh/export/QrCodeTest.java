// SPDX-License-Identifier: Apache-2.0
package mesh.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ChecksumException;
import com.google.zxing.DecodeHintType;
import com.google.zxing.FormatException;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn, seen as a camera would, is the text. */
class QrCodeTest {
    private static String configuration(int hosts) {
        return new DeviceRenderer().render(Devices.phone(hosts), ExportFormat.QR, true).getFirst()
                .reveal(Optional.of(Devices.key(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 14})
    void thePngIsReadBackToTheByte(int hosts) throws Exception {
        String text = configuration(hosts);
        BufferedImage image = png(QrCode.of(text).orElseThrow());
        assertThat(decode(image)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePictureInTheTerminalIsReadBackToTheByte(boolean coloured) throws Exception {
        String text = configuration(3);
        String drawn = QrPicture.terminal(QrCode.of(text).orElseThrow(), coloured);
        assertThat(decode(screen(drawn, coloured))).isEqualTo(text);
    }

    @Test
    void theColouredPictureSetsBothColoursOnEveryLineAndResetsThem() {
        String drawn = QrPicture.terminal(QrCode.of("text").orElseThrow(), true);
        assertThat(drawn.lines()).allSatisfy(
                line -> assertThat(line).startsWith("\u001b[38;5;16;48;5;231m").endsWith("\u001b[0m"));
    }

    @Test
    void theDrawingHasTheSquaresOfThePicture() throws Exception {
        String text = configuration(2);
        QrCode code = QrCode.of(text).orElseThrow();
        BufferedImage image = new BufferedImage(code.size() * 8, code.size() * 8, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, code.size(), 0xffffff);
        Matcher runs = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z").matcher(QrPicture.svg(code));
        while (runs.find()) {
            assertThat(runs.group(3)).isEqualTo(runs.group(4));
            for (int i = 0; i < Integer.parseInt(runs.group(3)); i++) {
                fill(image, Integer.parseInt(runs.group(1)) + i, Integer.parseInt(runs.group(2)), 1, 0);
            }
        }
        assertThat(decode(image)).isEqualTo(text);
    }

    @Test
    void whatDoesNotFitIsNoQrCode() {
        assertThat(QrCode.of("x".repeat(2953))).isPresent();
        assertThat(QrCode.of("x".repeat(2954))).isEmpty();
    }

    private static BufferedImage png(QrCode code) throws IOException {
        return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(QrPng.of(code)))).orElseThrow();
    }

    /** What a terminal with a dark background shows: the colours that were set, else light blocks on dark. */
    private static BufferedImage screen(String drawn, boolean coloured) {
        List<String> lines = drawn.replaceAll("\u001b\\[[0-9;]*m", "").lines().toList();
        BufferedImage image = new BufferedImage(lines.getFirst().length() * 8, lines.size() * 16,
                BufferedImage.TYPE_INT_RGB);
        int block = coloured ? 0 : 0xffffff;
        int empty = 0xffffff - block;
        for (int row = 0; row < lines.size(); row++) {
            for (int column = 0; column < lines.get(row).length(); column++) {
                char c = lines.get(row).charAt(column);
                fill(image, column, 2 * row, 1, c == '█' || c == '▀' ? block : empty);
                fill(image, column, 2 * row + 1, 1, c == '█' || c == '▄' ? block : empty);
            }
        }
        return image;
    }

    private static void fill(BufferedImage image, int column, int row, int size, int colour) {
        for (int y = row * 8; y < (row + size) * 8; y++) {
            for (int x = column * 8; x < (column + size) * 8; x++) {
                image.setRGB(x, y, colour);
            }
        }
    }

    private static String decode(BufferedImage image) throws NotFoundException, ChecksumException, FormatException {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        RGBLuminanceSource source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)),
                Map.of(DecodeHintType.PURE_BARCODE, true)).getText();
    }
}
