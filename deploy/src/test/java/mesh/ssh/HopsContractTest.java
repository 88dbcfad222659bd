// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.Inet6Address;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import mesh.model.SshSettings;
import mesh.net.Port;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jump hosts, IPv6, and many connections at a time. */
@Timeout(90)
class HopsContractTest {
    @TempDir
    static Path directory;
    static Path client;
    static Path targetKey;
    static Path jumpKey;

    @BeforeAll
    static void makeKeys() throws Exception {
        TestKeys keys = new TestKeys(directory);
        client = keys.ed25519("client");
        targetKey = keys.ed25519("target-host");
        jumpKey = keys.ed25519("jump-host");
    }

    private static LoopbackSshd start(String address, Path hostKey, String... extra) throws Exception {
        LoopbackSshd sshd = LoopbackSshd.start(directory, address, List.of(hostKey), extra);
        TestKeys.authorize(sshd.authorizedKeys(), client);
        return sshd;
    }

    private static KnownHosts pinned(LoopbackSshd sshd, Path hostKey) throws Exception {
        KnownHosts knownHosts = KnownHosts.read(Files.createTempFile(directory, "known", ""));
        knownHosts.pin(sshd.name(), List.of(TestKeys.publicKey(hostKey)));
        return knownHosts;
    }

    private static Transport transport(TransportKind kind, KnownHosts knownHosts) {
        return kind.create(knownHosts, new ClientKeys(directory, Optional.empty()), SshTimeouts.DEFAULT);
    }

    private static SshSettings through(LoopbackSshd jump, LoopbackSshd target) {
        SshSettings direct = target.settings(client);
        return new SshSettings(direct.host(), direct.port(), direct.user(), direct.become(), Optional.of(jump.jump()),
                direct.identityFiles());
    }

    private static void echoes(SshSession session, String word) throws SshException {
        byte[] input = word.repeat(200_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(session.run("cat", input, Duration.ofSeconds(30)).out()).isEqualTo(word.repeat(200_000));
    }

    @ParameterizedTest
    @EnumSource
    void goesThroughAJumpHost(TransportKind kind) throws Exception {
        try (LoopbackSshd jump = start("127.0.0.1", jumpKey); LoopbackSshd target = start("127.0.0.1", targetKey)) {
            KnownHosts knownHosts = pinned(jump, jumpKey);
            knownHosts.pin(target.name(), List.of(TestKeys.publicKey(targetKey)));
            try (SshSession session = transport(kind, knownHosts).open(through(jump, target))) {
                echoes(session, "hop ");
            }
            assertThat(jump.log()).contains("Accepted publickey");
            assertThat(target.log()).contains("Accepted publickey");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAJumpHostWithAnUnknownKey(TransportKind kind) throws Exception {
        try (LoopbackSshd jump = start("127.0.0.1", jumpKey); LoopbackSshd target = start("127.0.0.1", targetKey)) {
            SshException refusal = catchThrowableOfType(SshException.class,
                    () -> transport(kind, pinned(target, targetKey)).open(through(jump, target)).close());
            assertThat(refusal.reason()).isEqualTo(SshException.Reason.UNKNOWN_HOST_KEY);
            assertThat(refusal).hasMessageContainingAll(jump.name().toString(),
                    TestKeys.publicKey(jumpKey).fingerprint());
            assertThat(jump.log()).doesNotContain("Accepted publickey");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesATargetWithAChangedKeyBehindAJumpHost(TransportKind kind) throws Exception {
        try (LoopbackSshd jump = start("127.0.0.1", jumpKey); LoopbackSshd target = start("127.0.0.1", targetKey)) {
            KnownHosts knownHosts = pinned(jump, jumpKey);
            knownHosts.pin(target.name(), List.of(TestKeys.publicKey(client)));
            SshException refusal = catchThrowableOfType(SshException.class,
                    () -> transport(kind, knownHosts).open(through(jump, target)).close());
            assertThat(refusal.reason()).isEqualTo(SshException.Reason.CHANGED_HOST_KEY);
            assertThat(refusal).hasMessageContainingAll(target.name().toString(),
                    TestKeys.publicKey(targetKey).fingerprint());
            assertThat(target.log()).doesNotContain("Accepted publickey");
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheJumpHostCannotReachTheTarget(TransportKind kind) throws Exception {
        LoopbackSshd gone = start("127.0.0.1", targetKey);
        gone.close();
        try (LoopbackSshd jump = start("127.0.0.1", jumpKey)) {
            SshException failure = catchThrowableOfType(SshException.class,
                    () -> transport(kind, pinned(jump, jumpKey)).open(through(jump, gone)).close());
            assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.UNREACHABLE);
            assertThat(failure).hasMessageContaining(gone.name().toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void connectsToAnIpv6Address(TransportKind kind) throws Exception {
        boolean ipv6 = NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
        if (!ipv6) {
            Programs.unavailable("no IPv6 loopback address");
        }
        try (LoopbackSshd sshd = start("::1", targetKey)) {
            assertThat(sshd.name().toString()).startsWith("[::1]:");
            try (SshSession session = transport(kind, pinned(sshd, targetKey)).open(sshd.settings(client))) {
                echoes(session, "six ");
            }
            try (LoopbackSshd jump = start("127.0.0.1", jumpKey)) {
                KnownHosts knownHosts = pinned(jump, jumpKey);
                knownHosts.pin(sshd.name(), List.of(TestKeys.publicKey(targetKey)));
                try (SshSession session = transport(kind, knownHosts).open(through(jump, sshd))) {
                    echoes(session, "both ");
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twentyAtATimeStayBelowTheServersDefaultLimit(TransportKind kind) throws Exception {
        try (LoopbackSshd sshd = start("127.0.0.1", targetKey, "MaxStartups 10:30:100")) {
            Transport transport = transport(kind, pinned(sshd, targetKey));
            List<Future<String>> outputs = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 20; i++) {
                    String word = "n" + i;
                    outputs.add(threads.submit(() -> {
                        try (SshSession session = transport.open(sshd.settings(client))) {
                            return session.run("echo " + word, new byte[0], Duration.ofSeconds(60)).out();
                        }
                    }));
                }
            }
            for (int i = 0; i < 20; i++) {
                assertThat(outputs.get(i).get()).isEqualTo("n" + i + "\n");
            }
            assertThat(sshd.log()).doesNotContain("MaxStartups", "drop connection");
        }
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainWhenTheServerDropsConnections(TransportKind kind) throws Exception {
        try (LoopbackSshd sshd = start("127.0.0.1", targetKey, "MaxStartups 2:60:4")) {
            KnownHosts knownHosts = pinned(sshd, targetKey);
            List<Future<Integer>> statuses = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    statuses.add(threads.submit(() -> {
                        try (SshSession session = transport(kind, knownHosts).open(sshd.settings(client))) {
                            return session.run("true", new byte[0], Duration.ofSeconds(60)).exitStatus();
                        }
                    }));
                }
            }
            for (Future<Integer> status : statuses) {
                assertThat(status.get()).isZero();
            }
        }
    }

    private static boolean isMasterFor(ProcessHandle process, LoopbackSshd sshd) {
        String commandLine = process.info().commandLine().orElse("");
        return commandLine.contains("ControlMaster=yes") && commandLine.contains("HostKeyAlias=" + sshd.name());
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoProcessBehind(TransportKind kind) throws Exception {
        try (LoopbackSshd sshd = start("127.0.0.1", targetKey)) {
            SshSession session = transport(kind, pinned(sshd, targetKey)).open(sshd.settings(client));
            List<ProcessHandle> children = ProcessHandle.current().descendants()
                    .filter(child -> isMasterFor(child, sshd)).toList();
            assertThat(children).hasSize(kind == TransportKind.OPENSSH ? 1 : 0);
            session.close();
            for (ProcessHandle child : children) {
                child.onExit().get(10, TimeUnit.SECONDS);
                assertThat(child.isAlive()).isFalse();
            }
            session.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void reportsTheJumpHostThatDoesNotListen(TransportKind kind) throws Exception {
        LoopbackSshd gone = start("127.0.0.1", jumpKey);
        gone.close();
        SshSettings target = new SshSettings(gone.name().host(), new Port(22), gone.jump().user(),
                SshSettings.Become.NONE, Optional.of(gone.jump()), List.of(client.toString()));
        SshException failure = catchThrowableOfType(SshException.class,
                () -> transport(kind, pinned(gone, jumpKey)).open(target).close());
        assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.UNREACHABLE);
    }
}
