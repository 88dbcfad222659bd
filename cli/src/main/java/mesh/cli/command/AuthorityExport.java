// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import mesh.cli.run.Console;
import mesh.cli.run.MeshException;
import mesh.disk.AtomicFile;
import mesh.name.MeshName;
import mesh.tls.Certificate;

/** The certificates of authorities, as devices and programs take them. */
final class AuthorityExport {
    private AuthorityExport() {}

    /** How they are written down. */
    enum Format {
        /** RFC 7468, one after another. */
        PEM,
        /** The one certificate itself. */
        DER,
        /** A configuration profile of Apple's systems. */
        MOBILECONFIG
    }

    /** @param target standard output if absent */
    static void write(Format format, MeshName mesh, List<Certificate> authorities, Optional<Path> target,
            Console console) throws IOException {
        if (format == Format.DER && (authorities.size() > 1 || target.isEmpty())) {
            throw MeshException.error(
                    target.isEmpty() ? "DER is not printed" : "DER holds one certificate, and two are trusted",
                    target.isEmpty() ? "Name a file: --out ca.der" : "Use --format pem.");
        }
        byte[] bytes = switch (format) {
            case PEM -> authorities.stream().map(Certificate::pem).collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            case DER -> authorities.getFirst().der();
            case MOBILECONFIG -> profile(mesh, authorities).getBytes(StandardCharsets.UTF_8);
        };
        if (target.isPresent()) {
            AtomicFile.write(target.get(), bytes);
            console.note("Wrote " + target.get().getFileName() + ".");
        } else {
            console.out().print(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** A profile with a payload of type {@code com.apple.security.root} for each; the same identifiers every time. */
    private static String profile(MeshName mesh, List<Certificate> authorities) {
        String payloads = authorities.stream().map(one -> """
                    <dict>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadVersion</key><integer>1</integer>
                      <key>PayloadIdentifier</key><string>mesh.%1$s.authority.%2$s</string>
                      <key>PayloadUUID</key><string>%2$s</string>
                      <key>PayloadDisplayName</key><string>mesh %1$s authority</string>
                      <key>PayloadContent</key><data>%3$s</data>
                    </dict>
                """.formatted(mesh, uuid(one.fingerprint()), Base64.getEncoder().encodeToString(one.der())))
                .collect(Collectors.joining());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadVersion</key><integer>1</integer>
                  <key>PayloadIdentifier</key><string>mesh.%1$s</string>
                  <key>PayloadUUID</key><string>%2$s</string>
                  <key>PayloadDisplayName</key><string>Names of mesh %1$s</string>
                  <key>PayloadContent</key>
                  <array>
                %3$s  </array>
                </dict>
                </plist>
                """.formatted(mesh, uuid("mesh " + mesh), payloads);
    }

    private static String uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
