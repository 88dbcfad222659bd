// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import mesh.net.NetworkHost;
import mesh.net.Port;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
    @TempDir
    Path directory;

    private static HostKey key(String type, int filling) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer blob = ByteBuffer.allocate(8 + name.length + 32).putInt(name.length).put(name).putInt(32);
        for (int i = 0; i < 32; i++) {
            blob.put((byte) filling);
        }
        return HostKey.ofBlob(blob.array());
    }

    private static HostKeyName name(String host, int port) {
        return new HostKeyName(NetworkHost.parse(host), new Port(port));
    }

    private static final HostKey A = key("ssh-ed25519", 1);
    private static final HostKey B = key("ssh-ed25519", 2);
    private static final HostKey RSA = key("ssh-rsa", 3);

    @Test
    void missingFileKnowsNobody() throws IOException {
        KnownHosts none = KnownHosts.read(directory.resolve("missing"));
        assertThat(none.check(name("h", 22), A)).isEqualTo(new HostKeyVerdict.Unknown(List.of()));
    }

    @Test
    void pinsAtTheEndOfWhatIsThere() throws Exception {
        Path file = Files.writeString(directory.resolve("known_hosts"), "# ours\nother ssh-ed25519 " + B.base64());
        KnownHosts knownHosts = KnownHosts.read(file);
        assertThat(knownHosts.pin(name("10.0.0.1", 2222), List.of(A, RSA))).containsExactly(A, RSA);
        assertThat(knownHosts.pin(name("10.0.0.1", 2222), List.of(A))).isEmpty();
        assertThat(Files.readAllLines(file)).containsExactly("# ours", "other ssh-ed25519 " + B.base64(),
                "[10.0.0.1]:2222 ssh-ed25519 " + A.base64(), "[10.0.0.1]:2222 ssh-rsa " + RSA.base64());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
        assertThat(knownHosts.check(name("10.0.0.1", 2222), A)).isInstanceOf(HostKeyVerdict.Known.class);
        assertThat(knownHosts.check(name("10.0.0.1", 22), A)).isInstanceOf(HostKeyVerdict.Unknown.class);
        assertThat(directory.toFile().list()).containsExactly("known_hosts");
    }

    @Test
    void pinNeverReplacesAnotherKeyOfTheSameType() throws Exception {
        Path file = directory.resolve("known_hosts");
        KnownHosts knownHosts = KnownHosts.read(file);
        knownHosts.pin(name("h.example", 22), List.of(A));
        SshException refusal = catchThrowableOfType(SshException.class,
                () -> knownHosts.pin(name("h.example", 22), List.of(RSA, B)));
        assertThat(refusal.reason()).isEqualTo(SshException.Reason.CHANGED_HOST_KEY);
        assertThat(Files.readAllLines(file)).containsExactly("h.example ssh-ed25519 " + A.base64());
    }

    @Test
    void pinSeesWhatAnotherRunPinned() throws Exception {
        Path file = directory.resolve("known_hosts");
        KnownHosts first = KnownHosts.read(file);
        KnownHosts second = KnownHosts.read(file);
        first.pin(name("one", 22), List.of(A));
        second.pin(name("two", 22), List.of(B));
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    @Test
    void ipv6AddressStandsBareOnTheDefaultPort() {
        assertThat(name("2001:db8::1", 22)).hasToString("2001:db8::1");
        assertThat(name("2001:db8::1", 23)).hasToString("[2001:db8::1]:23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<<<<<<< HEAD", "host ssh-ed25519", "host ssh-ed25519 !!!", "@revoke * ssh-ed25519 AAAA",
            "host ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB",
            "host ssh-ed25519 /////w=="})
    void refusesADamagedLineByNumber(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("known_hosts"), "\n# comment\n" + line + "\n");
        assertThatThrownBy(() -> KnownHosts.read(file)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ":3: ");
    }

    @Test
    void patternsMatchLikeSshDoes() {
        assertThat(new HostPatterns("*.Example.org,!bad.example.org").matches(name("good.example.org", 22))).isTrue();
        assertThat(new HostPatterns("*.example.org,!bad.example.org").matches(name("bad.example.org", 22))).isFalse();
        assertThat(new HostPatterns("10.0.0.?").matches(name("10.0.0.12", 22))).isFalse();
        assertThat(new HostPatterns("*").matches(name("anything", 2222))).isTrue();
        assertThat(new HostPatterns("|1|broken").matches(name("anything", 22))).isFalse();
        assertThat(new HostPatterns("*a*a*a*a*a*a*a*a*b").matches(name("a".repeat(60), 22))).isFalse();
    }
}
