// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import mesh.cli.run.Console;
import mesh.cli.run.MeshException;
import mesh.disk.AtomicFile;
import mesh.export.DeviceFile;
import mesh.export.ExportFormat;
import mesh.export.QrCode;
import mesh.export.QrPicture;
import mesh.export.QrPng;
import mesh.key.PrivateKey;
import picocli.CommandLine.Option;

/** Where an export goes: standard output, or a file that only its owner can read. */
final class ExportTarget {
    /** What wg-quick and the app for Android take as a tunnel's name, from the file's. */
    private static final Pattern TUNNEL = Pattern.compile("[A-Za-z0-9_=+.-]{1,15}");
    /** What the app for Windows takes. */
    private static final Pattern LONG_TUNNEL = Pattern.compile("[A-Za-z0-9_=+.-]{1,32}");

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = {
            "Writes a file that only you can read, instead of printing.",
            "-: prints, also a QR code to what is no terminal."})
    private String out = "";

    @Option(names = "--force", description = "With --out: replaces a file that exists.")
    private boolean force;

    private Path directory = Path.of("");

    /**
     * Before any key is made: can the export go where it should?
     *
     * @throws MeshException if it cannot, with what to do
     */
    void check(ExportFormat format, Console console, Path workingDirectory) {
        directory = workingDirectory;
        if (toFile()) {
            checkFile(format, console);
        } else if (format.isBinary()) {
            throw MeshException.error("a picture is not printed", "Name a file: -o phone.png");
        } else if (format == ExportFormat.QR && out.isEmpty() && !console.outIsTerminal()) {
            throw MeshException.error("standard output is no terminal, and a QR code is for eyes",
                    "Add '-o -' to print it all the same, or write a picture: --format png -o FILE");
        }
    }

    private boolean toFile() {
        return !out.isEmpty() && !out.equals("-");
    }

    private void checkFile(ExportFormat format, Console console) {
        List<Path> files = format == ExportFormat.NETWORKD ? List.of(path(out), network()) : List.of(path(out));
        for (Path file : files) {
            if (Files.exists(file) && !force) {
                throw MeshException.error(directory.relativize(file) + " exists, and may hold a key that works",
                        "Name another file, or replace it with --force.");
            }
        }
        String name = String.valueOf(path(out).getFileName());
        if (format == ExportFormat.NETWORKD && !name.endsWith(".netdev")) {
            throw MeshException.error("systemd-networkd reads files that end in .netdev and .network",
                    "Name the first; the other is put beside it: -o wg0.netdev");
        }
        if (format == ExportFormat.WG_QUICK && name.endsWith(".conf")) {
            checkTunnel(name.substring(0, name.length() - ".conf".length()), console);
        }
    }

    private static void checkTunnel(String tunnel, Console console) {
        if (!LONG_TUNNEL.matcher(tunnel).matches()) {
            throw MeshException.error(
                    "the apps name a tunnel after its file, and take letters, digits and _=+.- only, 15 at the most",
                    "Name the file such as home.conf.");
        }
        if (!TUNNEL.matcher(tunnel).matches()) {
            console.warn("only Windows takes a tunnel's name of more than 15 characters: rename " + tunnel
                    + ".conf elsewhere");
        }
    }

    private Path path(String file) {
        return directory.resolve(file).normalize();
    }

    /** The second file of networkd, beside the first. */
    private Path network() {
        String name = String.valueOf(path(out).getFileName());
        return path(out).resolveSibling(name.replaceFirst("\\.netdev$", "") + ".network");
    }

    /** Hands the files over, with the key in them where there is one. */
    void write(List<DeviceFile> files, ExportFormat format, Optional<PrivateKey> key, Console console)
            throws IOException {
        if (toFile()) {
            AtomicFile.writePrivate(path(out), bytes(files.getFirst(), format, key));
            if (files.size() > 1) {
                AtomicFile.writePrivate(network(), bytes(files.getLast(), format, key));
            }
            console.note("Wrote " + out + (files.size() > 1 ? " and " + network().getFileName() : "")
                    + (key.isPresent() ? ", which holds the private key. It is nowhere else." : "."));
            return;
        }
        for (DeviceFile file : files) {
            if (files.size() > 1) {
                console.out().println("# ---- " + file.place());
            }
            console.out().print(text(file, format, key, console));
        }
        console.out().flush();
        if (key.isPresent()) {
            console.note("The private key is in what was printed, and nowhere else.");
        }
    }

    private static byte[] bytes(DeviceFile file, ExportFormat format, Optional<PrivateKey> key) {
        String text = file.reveal(key);
        return switch (format) {
            case PNG -> QrPng.of(code(text));
            case SVG -> QrPicture.svg(code(text)).getBytes(StandardCharsets.UTF_8);
            case QR -> QrPicture.terminal(code(text), false).getBytes(StandardCharsets.UTF_8);
            default -> text.getBytes(StandardCharsets.UTF_8);
        };
    }

    private static String text(DeviceFile file, ExportFormat format, Optional<PrivateKey> key, Console console) {
        if (format == ExportFormat.QR) {
            QrCode code = code(file.reveal(key));
            if (console.outIsTerminal() && code.size() > console.columns()) {
                throw MeshException.error("the QR code needs " + code.size() + " columns, and the terminal has "
                        + console.columns(),
                        "Make the window wider or its letters smaller, or write a picture: "
                                + "--format png -o FILE");
            }
            return QrPicture.terminal(code, console.outPalette().coloured());
        }
        return new String(bytes(file, format, key), StandardCharsets.UTF_8);
    }

    private static QrCode code(String text) {
        return QrCode.of(text)
                .orElseThrow(() -> MeshException.error("a QR code holds 2953 bytes, and this configuration has "
                        + text.length(), "Send the file itself: -o home.conf"));
    }
}
