// SPDX-License-Identifier: Apache-2.0
package mesh.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import mesh.apply.SecretUnavailableException;
import mesh.key.KeySource;
import mesh.key.PresharedKey;
import mesh.key.PresharedKeySeed;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.name.NodeName;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyVaultTest {
    private static final NodeName DO1 = new NodeName("do1");
    private static final NodeName PI4 = new NodeName("pi4");

    @TempDir
    Path directory;
    private AgeTool mine;
    private KeyVault vault;
    private CountingSource source;

    /** Keys of ones, of twos, and so on. */
    private static final class CountingSource implements KeySource {
        private int made;

        @Override
        public byte[] random32() {
            byte[] bytes = new byte[32];
            Arrays.fill(bytes, (byte) ++made);
            return bytes;
        }
    }

    @BeforeEach
    void makeVault() throws Exception {
        mine = AgeTool.newIdentity(directory.resolve("identity.txt"));
        vault = new KeyVault(directory.resolve("repo/keys"));
        source = new CountingSource();
    }

    private VaultSecretSource secrets(Map<PublicKey, NodeName> owners) {
        return new VaultSecretSource(vault, new IdentityFile(mine.file()), owners);
    }

    private static String base64(int filling) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private PublicKey makeKey(NodeName host) throws Exception {
        SortedMap<NodeName, PublicKey> made = vault.createMissing(List.of(host), List.of(mine.recipient()), source);
        return made.values().iterator().next();
    }

    @Test
    void makesOnlyWhatIsMissingAndAgeReadsIt() throws Exception {
        assertThat(vault.list()).isEmpty();
        SortedMap<NodeName, PublicKey> made = vault.createMissing(List.of(PI4, DO1), List.of(mine.recipient()), source);
        assertThat(made).containsExactly(Map.entry(DO1, PublicKey.of(PrivateKey.parse(base64(2)))),
                Map.entry(PI4, PublicKey.of(PrivateKey.parse(base64(1)))));
        assertThat(vault.createMissing(List.of(PI4, DO1), List.of(mine.recipient()), source)).isEmpty();
        assertThat(vault.list()).containsExactly(DO1, PI4);
        assertThat(mine.decrypt(directory.resolve("repo/keys/pi4.key.age"))).isEqualTo(base64(1) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(vault.privateKeyFile(PI4))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void listsKeysOnly() throws Exception {
        vault.createMissing(List.of(DO1), List.of(mine.recipient()), source);
        vault.createSeedIfMissing(List.of(mine.recipient()), source);
        Files.createFile(directory.resolve("repo/keys/README"));
        Files.createFile(directory.resolve("repo/keys/Not A Host.key.age"));
        assertThat(vault.list()).containsExactly(DO1);
    }

    @Test
    void leavesNothingBehindWhenARecipientIsBad() throws Exception {
        assertThatThrownBy(() -> vault.createMissing(List.of(DO1), List.of("age1nonsense"), source))
                .isInstanceOf(AgeException.class);
        assertThat(vault.list()).isEmpty();
    }

    @Test
    void renamesWithoutOverwriting() throws Exception {
        vault.createMissing(List.of(DO1, PI4), List.of(mine.recipient()), source);
        assertThatThrownBy(() -> vault.rename(DO1, PI4)).isInstanceOf(FileAlreadyExistsException.class);
        vault.rename(DO1, new NodeName("do2"));
        assertThat(vault.list()).containsExactly(new NodeName("do2"), PI4);
    }

    @Test
    void givesOutThePrivateKeyOfALockedPublicKey() throws Exception {
        PublicKey publicKey = makeKey(DO1);
        try (VaultSecretSource secrets = secrets(Map.of(publicKey, DO1))) {
            assertThat(secrets.privateKey(publicKey)).isEqualTo(PrivateKey.parse(base64(1)));
            Files.delete(vault.privateKeyFile(DO1));
            assertThat(secrets.privateKey(publicKey)).isEqualTo(PrivateKey.parse(base64(1)));
        }
    }

    @Test
    void refusesAKeyThatIsNotTheLockedOne() throws Exception {
        vault.createMissing(List.of(DO1), List.of(mine.recipient()), source);
        PublicKey locked = PublicKey.of(PrivateKey.parse(base64(77)));
        try (VaultSecretSource secrets = secrets(Map.of(locked, DO1))) {
            assertThatThrownBy(() -> secrets.privateKey(locked)).isInstanceOf(SecretUnavailableException.class)
                    .hasMessageContaining("but the lock says " + locked);
            PublicKey stranger = PublicKey.of(PrivateKey.parse(base64(78)));
            assertThatThrownBy(() -> secrets.privateKey(stranger)).hasMessageContaining("holds no private key for");
        }
    }

    @Test
    void aNextKeyStandsBesideTheOneInUseUntilItTakesItsPlace() throws Exception {
        PublicKey first = makeKey(DO1);
        PublicKey next = vault.createNext(DO1, List.of(mine.recipient()), source);
        try (VaultSecretSource secrets = secrets(Map.of(first, DO1, next, DO1))) {
            assertThat(PublicKey.of(secrets.privateKey(next))).isEqualTo(next);
            assertThat(PublicKey.of(secrets.privateKey(first))).isEqualTo(first);
        }
        vault.promote(DO1);
        vault.promote(DO1);
        assertThat(vault.nextKeyFile(DO1)).doesNotExist();
        try (VaultSecretSource secrets = secrets(Map.of(next, DO1))) {
            assertThat(PublicKey.of(secrets.privateKey(next))).isEqualTo(next);
        }
    }

    @Test
    void derivesPresharedKeysFromTheSeed() throws Exception {
        assertThat(vault.createSeedIfMissing(List.of(mine.recipient()), source)).isTrue();
        assertThat(vault.createSeedIfMissing(List.of(mine.recipient()), source)).isFalse();
        PublicKey one = PublicKey.of(PrivateKey.parse(base64(5)));
        PublicKey other = PublicKey.of(PrivateKey.parse(base64(6)));
        PresharedKey expected = PresharedKeySeed.parse(base64(1)).derive(one, other, 3);
        try (VaultSecretSource secrets = secrets(Map.of())) {
            assertThat(secrets.presharedKey(other, one, 3)).isEqualTo(expected);
        }
    }

    @Test
    void needsTheIdentityOnlyWhenASecretIsAskedFor() throws Exception {
        PublicKey publicKey = makeKey(DO1);
        Files.delete(mine.file());
        try (VaultSecretSource secrets = secrets(Map.of(publicKey, DO1))) {
            assertThat(vault.list()).containsExactly(DO1);
            assertThatThrownBy(() -> secrets.privateKey(publicKey)).isInstanceOf(SecretUnavailableException.class)
                    .hasMessageContainingAll("the private key of do1", mine.file().toString());
        }
    }

    @Test
    void reencryptsEverythingToOtherRecipients() throws Exception {
        AgeTool next = AgeTool.newIdentity(directory.resolve("next.txt"));
        vault.createMissing(List.of(DO1), List.of(mine.recipient()), source);
        vault.createSeedIfMissing(List.of(mine.recipient()), source);
        try (AgeIdentities identities = new IdentityFile(mine.file()).read()) {
            assertThat(vault.reencrypt(identities, List.of(next.recipient())))
                    .containsExactly(vault.privateKeyFile(DO1), vault.seedFile());
            assertThatThrownBy(() -> vault.privateKey(DO1, identities)).isInstanceOf(AgeException.class);
        }
        assertThat(next.decrypt(vault.privateKeyFile(DO1))).isEqualTo(base64(1) + "\n");
        assertThat(next.decrypt(vault.seedFile())).isEqualTo(base64(2) + "\n");
    }

    @Test
    void failuresAndTextsHoldNoSecret() throws Exception {
        PublicKey publicKey = makeKey(DO1);
        String identity = Files.readAllLines(mine.file()).getLast();
        List<String> secrets = List.of(base64(1), identity, identity.substring(16));
        List<String> texts = new ArrayList<>();
        VaultSecretSource open = secrets(Map.of(publicKey, DO1));
        texts.add(open.privateKey(publicKey) + " " + open + " " + new IdentityFile(mine.file()).read());
        open.close();
        Files.writeString(vault.privateKeyFile(DO1), base64(1));
        Files.writeString(directory.resolve("twice.txt"), identity + identity + "\n" + base64(1) + "\n");
        texts.add(messageOf(open, publicKey));
        Files.write(vault.privateKeyFile(DO1), AgeFiles.encrypt((base64(1) + "x").getBytes(StandardCharsets.US_ASCII),
                List.of(mine.recipient())));
        texts.add(messageOf(secrets(Map.of(publicKey, DO1)), publicKey));
        texts.add(messageOf(new VaultSecretSource(vault, new IdentityFile(directory.resolve("twice.txt")),
                Map.of(publicKey, DO1)), publicKey));
        assertThat(texts).hasSize(4).allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain(secrets));
    }

    private static String messageOf(VaultSecretSource source, PublicKey publicKey) {
        try (source) {
            source.privateKey(publicKey);
            throw new AssertionError("opened");
        } catch (SecretUnavailableException refused) {
            return stackTrace(refused);
        }
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
