// SPDX-License-Identifier: Apache-2.0
package mesh.relay.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.derp.MeshKey;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.json.ConfigException;
import mesh.key.SecureKeySource;
import mesh.net.NetworkHost;
import mesh.relay.Admission;
import mesh.relay.RelaySettings;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.PemFiles;
import mesh.relay.tls.TlsIdentity;
import mesh.value.ValueFormatException;

/** Reads the files that a {@link RelayConfig} names, and makes those that a relay makes for itself. */
public final class RelayFiles {
    /** A certificate that is pinned lives as long as the relay; it is renewed by making another and planning its pin. */
    private static final Duration SELF_SIGNED_VALIDITY = Duration.ofDays(3650);

    private static final long MAX_BYTES = 8 << 20;
    private static final Set<PosixFilePermission> FOR_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private RelayFiles() {}

    /** @throws ConfigException if a file is missing or wrong, or a secret one may be read by others */
    public static RelaySettings load(RelayConfig config) throws ConfigException {
        RelayPrivateKey identity = secret(config.identity(), RelayPrivateKey::parse);
        Optional<MeshKey> meshKey = config.meshKey().isPresent()
                ? Optional.of(secret(config.meshKey().get(), MeshKey::parse))
                : Optional.empty();
        return new RelaySettings(config.listen(), identity, certificate(config), admission(config.admit()), meshKey,
                config.meshPeers(), config.limits(), config.trustedProxies());
    }

    /** The key in {@code file}, which is made if it is not there. */
    public static RelayPrivateKey identity(Path file) throws ConfigException {
        if (!Files.exists(file)) {
            try (RelayPrivateKey made = RelayPrivateKey.generate(new SecureKeySource())) {
                writeSecret(file, made.revealHex() + "\n");
            }
        }
        return secret(file, RelayPrivateKey::parse);
    }

    /** The key in {@code file}, which must be there and be its owner's alone. */
    public static RelayPrivateKey key(Path file) throws ConfigException {
        return secret(file, RelayPrivateKey::parse);
    }

    /** The certificate in two files, which are made if neither is there. */
    public static TlsIdentity selfSigned(Path certificate, Path key, List<NetworkHost> names) throws ConfigException {
        if (!Files.exists(certificate) && !Files.exists(key)) {
            TlsIdentity made = CertificateMaker.selfSigned(names, Instant.now(), SELF_SIGNED_VALIDITY);
            writeSecret(key, PemFiles.revealKeyText(made));
            write(certificate, PemFiles.certificateText(made), "rw-r--r--");
        }
        return pem(certificate, key);
    }

    private static Optional<TlsIdentity> certificate(RelayConfig config) throws ConfigException {
        if (config.certificate().isEmpty() || config.key().isEmpty() || config.tlsMode() == TlsMode.NONE) {
            return Optional.empty();
        }
        return Optional.of(config.tlsMode() == TlsMode.SELF_SIGNED
                ? selfSigned(config.certificate().get(), config.key().get(), List.of())
                : pem(config.certificate().get(), config.key().get()));
    }

    private static TlsIdentity pem(Path certificate, Path key) throws ConfigException {
        try {
            checkSecret(key);
            return PemFiles.read(certificate, key);
        } catch (IOException unreadable) {
            throw new ConfigException(reason(unreadable));
        }
    }

    /** One line for each client: its key in hexadecimal and its name. Empty lines and those that start with # say nothing. */
    static Admission admission(Path file) throws ConfigException {
        List<String> problems = new ArrayList<>();
        Map<RelayPublicKey, String> names = new LinkedHashMap<>();
        int number = 0;
        for (String line : text(file).split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (stripped.isEmpty() || stripped.startsWith("#")) {
                continue;
            }
            try {
                String[] words = stripped.split("\\s+");
                if (words.length != 2) {
                    throw new ValueFormatException(stripped, "is not a key and a name");
                }
                if (names.put(RelayPublicKey.parse(words[0]), name(words[1])) != null) {
                    problems.add(file + ":" + number + ": this key is listed above");
                }
            } catch (ValueFormatException wrong) {
                problems.add(file + ":" + number + ": " + wrong.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Admission(names);
    }

    /** The name is for people to read in logs, so it is anything that is safe there. */
    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._@-]{1,128}")) {
            throw new ValueFormatException(text, "is no name of a client: letters, digits and ._@- are");
        }
        return text;
    }

    private static <T> T secret(Path file, java.util.function.Function<String, T> parse) throws ConfigException {
        try {
            checkSecret(file);
            return parse.apply(text(file).strip());
        } catch (ValueFormatException wrong) {
            throw new ConfigException(file + ": " + wrong.getMessage());
        } catch (IOException unreadable) {
            throw new ConfigException(reason(unreadable));
        }
    }

    private static void checkSecret(Path file) throws IOException {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (FOR_OTHERS.contains(permission) && permission != PosixFilePermission.GROUP_READ) {
                throw new IOException(file + ": may be used by others: chmod 0600 it");
            }
        }
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigException(file + ": is longer than " + MAX_BYTES + " bytes");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            throw new ConfigException(reason(unreadable));
        }
    }

    private static void writeSecret(Path file, String text) throws ConfigException {
        write(file, text, "rw-------");
    }

    private static void write(Path file, String text, String permissions) throws ConfigException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            Files.writeString(file, text, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException another) {
            throw new ConfigException(file + ": appeared while it was made; run this again");
        } catch (IOException unwritable) {
            throw new ConfigException(reason(unwritable));
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + ": is not there";
            case java.nio.file.AccessDeniedException denied ->
                denied.getFile() + ": may not be read or written by this user";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
