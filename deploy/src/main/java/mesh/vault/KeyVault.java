// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mesh.disk.AtomicFile;
import mesh.key.AuthorityKey;
import mesh.key.KeySource;
import mesh.tls.Authority;
import mesh.tls.Certificate;
import mesh.key.PresharedKeySeed;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.value.ValueFormatException;

/**
 * The repository's {@code keys/} directory: {@code NAME.key.age} holds the private key of a host under vault custody,
 * {@code NAME.next.age} the one that will follow, {@code preshared-seed.age} the mesh's seed, {@code authority-FINGERPRINT.age}
 * the key of a certificate authority, each as one line of base64 in an age file. Public keys and certificates are not here but in the lock, so that most commands need no identity.
 */
public final class KeyVault {
    private static final String KEY_SUFFIX = ".key.age";
    private static final String NEXT_SUFFIX = ".next.age";
    private static final String SEED = "preshared-seed.age";
    private static final String AUTHORITY = "authority-";
    private static final String SUFFIX = ".age";
    private static final int SHORT_FINGERPRINT = 16;
    private static final Pattern AUTHORITY_FILE = Pattern.compile("authority-[0-9a-f]{16}\\.age");

    private final Path directory;

    /** @param directory {@code keys}; it need not exist */
    public KeyVault(Path directory) {
        this.directory = directory;
    }

    /** Where the private key of a host lives. */
    public Path privateKeyFile(NodeName host) {
        return directory.resolve(host + KEY_SUFFIX);
    }

    /** Where the private key lives that a host will switch to. */
    public Path nextKeyFile(NodeName host) {
        return directory.resolve(host + NEXT_SUFFIX);
    }

    /** Where the seed lives. */
    public Path seedFile() {
        return directory.resolve(SEED);
    }

    /** Where the key of an authority lives: its name holds the beginning of the certificate's fingerprint. */
    public Path authorityFile(Certificate certificate) {
        return directory.resolve(AUTHORITY + certificate.fingerprint().substring(0, SHORT_FINGERPRINT) + SUFFIX);
    }

    /** The keys of authorities that are here, sorted. */
    public List<Path> authorityFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> AUTHORITY_FILE.matcher(file.getFileName().toString()).matches()).sorted()
                    .toList();
        } catch (NoSuchFileException noDirectory) {
            return List.of();
        }
    }

    /** Writes the key of the authority whose certificate is {@code certificate}. */
    public void writeAuthority(Certificate certificate, AuthorityKey key, List<String> recipients)
            throws IOException, AgeException {
        write(authorityFile(certificate), key.revealBase64(), recipients);
    }

    /** Deletes the keys of all authorities but {@code kept}. */
    public void forgetAuthorities(Collection<Certificate> kept) throws IOException {
        List<Path> needed = kept.stream().map(this::authorityFile).toList();
        for (Path file : authorityFiles()) {
            if (!needed.contains(file)) {
                Files.delete(file);
            }
        }
    }

    /**
     * The authority whose certificate is {@code certificate}.
     *
     * @throws AgeException if its key is not here, or cannot be opened
     */
    public Authority authority(Certificate certificate, AgeIdentities identities) throws AgeException {
        Path file = authorityFile(certificate);
        String text = read(file, identities);
        try {
            return Authority.of(AuthorityKey.parse(text), certificate).orElseThrow(() -> new AgeException(
                    file + " holds the key of another authority: restore it from git"));
        } catch (ValueFormatException damaged) {
            throw new AgeException(file + " opens, but does not hold the key of an authority");
        }
    }

    /** The hosts whose private keys are here, sorted. Other files are left alone. */
    public List<NodeName> list() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(KEY_SUFFIX))
                    .flatMap(name -> hostName(name.substring(0, name.length() - KEY_SUFFIX.length()))).sorted()
                    .toList();
        } catch (NoSuchFileException noDirectory) {
            return List.of();
        }
    }

    /**
     * Makes the private keys that are missing. A file that exists is never replaced; if the lock lost its public key,
     * {@link #privateKey} opens it and {@link PublicKey#of} tells.
     *
     * @return the public keys of those made, by host
     */
    public SortedMap<NodeName, PublicKey> createMissing(Collection<NodeName> hosts, List<String> recipients,
            KeySource source) throws IOException, AgeException {
        SortedMap<NodeName, PublicKey> made = new TreeMap<>();
        for (NodeName host : hosts) {
            if (!Files.exists(privateKeyFile(host))) {
                made.put(host, create(privateKeyFile(host), recipients, source));
            }
        }
        return made;
    }

    /** Makes the key that {@code host} will switch to, in place of one that nobody was told of. */
    public PublicKey createNext(NodeName host, List<String> recipients, KeySource source)
            throws IOException, AgeException {
        return create(nextKeyFile(host), recipients, source);
    }

    private static PublicKey create(Path file, List<String> recipients, KeySource source)
            throws IOException, AgeException {
        byte[] random = source.random32();
        PrivateKey key = PrivateKey.of(random);
        Arrays.fill(random, (byte) 0);
        write(file, key.revealBase64(), recipients);
        return PublicKey.of(key);
    }

    /** The next key of {@code host}, where there is one, is the one in use from here on. */
    public void promote(NodeName host) throws IOException {
        if (Files.exists(nextKeyFile(host))) {
            Files.move(nextKeyFile(host), privateKeyFile(host), StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /**
     * Makes the seed if it is missing.
     *
     * @return true if it was made
     */
    public boolean createSeedIfMissing(List<String> recipients, KeySource source) throws IOException, AgeException {
        if (Files.exists(seedFile())) {
            return false;
        }
        byte[] random = source.random32();
        PresharedKeySeed seed = PresharedKeySeed.of(random);
        Arrays.fill(random, (byte) 0);
        write(seedFile(), seed.revealBase64(), recipients);
        return true;
    }

    /** @throws AgeException if there is none, or it cannot be opened */
    public PrivateKey privateKey(NodeName host, AgeIdentities identities) throws AgeException {
        return privateKey(privateKeyFile(host), identities);
    }

    /** @throws AgeException if there is none, or it cannot be opened */
    public PrivateKey nextKey(NodeName host, AgeIdentities identities) throws AgeException {
        return privateKey(nextKeyFile(host), identities);
    }

    private static PrivateKey privateKey(Path file, AgeIdentities identities) throws AgeException {
        String text = read(file, identities);
        try {
            return PrivateKey.parse(text);
        } catch (ValueFormatException damaged) {
            throw new AgeException(file + " opens, but does not hold a private key");
        }
    }

    /** @throws AgeException if there is none, or it cannot be opened */
    public PresharedKeySeed seed(AgeIdentities identities) throws AgeException {
        String text = read(seedFile(), identities);
        try {
            return PresharedKeySeed.parse(text);
        } catch (ValueFormatException damaged) {
            throw new AgeException(seedFile() + " opens, but does not hold a preshared key seed");
        }
    }

    /**
     * Follows a host's new name.
     *
     * @throws IOException if the new name has a key already
     */
    public void rename(NodeName from, NodeName to) throws IOException {
        Files.move(privateKeyFile(from), privateKeyFile(to));
        if (Files.exists(nextKeyFile(from))) {
            Files.move(nextKeyFile(from), nextKeyFile(to));
        }
    }

    /**
     * Encrypts every file of the vault to other recipients. All are opened before the first is written.
     *
     * @return the files written, sorted
     */
    public List<Path> reencrypt(AgeIdentities identities, List<String> recipients) throws IOException, AgeException {
        SortedMap<Path, String> opened = new TreeMap<>();
        for (NodeName host : list()) {
            opened.put(privateKeyFile(host), privateKey(host, identities).revealBase64());
            if (Files.exists(nextKeyFile(host))) {
                opened.put(nextKeyFile(host), nextKey(host, identities).revealBase64());
            }
        }
        if (Files.exists(seedFile())) {
            opened.put(seedFile(), seed(identities).revealBase64());
        }
        for (Path file : authorityFiles()) {
            opened.put(file, read(file, identities));
        }
        for (var file : opened.entrySet()) {
            write(file.getKey(), file.getValue(), recipients);
        }
        return List.copyOf(opened.keySet());
    }

    private static String read(Path file, AgeIdentities identities) throws AgeException {
        byte[] encrypted;
        try {
            encrypted = Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new AgeException(file + " does not exist: run mesh lock to make it, or restore it from git");
        } catch (IOException unreadable) {
            throw new AgeException(file + " cannot be read");
        }
        byte[] plain = AgeFiles.decrypt(encrypted, file.toString(), identities);
        try {
            return new String(plain, StandardCharsets.US_ASCII).strip();
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static void write(Path file, String secret, List<String> recipients) throws IOException, AgeException {
        byte[] plain = (secret + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] encrypted;
        try {
            encrypted = AgeFiles.encrypt(plain, recipients);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
        AtomicFile.write(file, encrypted);
    }

    private static Stream<NodeName> hostName(String text) {
        try {
            return Stream.of(new NodeName(text));
        } catch (ValueFormatException somebodyElses) {
            return Stream.empty();
        }
    }
}
