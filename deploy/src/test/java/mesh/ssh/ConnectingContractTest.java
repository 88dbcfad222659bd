// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import mesh.model.SshSettings;
import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places where no SSH server is, or one that behaves badly: each ends with its reason, none hangs. */
@Timeout(60)
class ConnectingContractTest {
    /** For servers that never answer: what ends the attempt is the time. */
    private static final SshTimeouts SHORT = new SshTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(2));
    /** For everything else: the time must not end it. */
    private static final SshTimeouts LONG = SshTimeouts.DEFAULT;

    @TempDir
    static Path directory;

    /** What a bad server does with a connection. */
    private interface Behaviour {
        void serve(Socket socket) throws IOException, InterruptedException;
    }

    private static SshException failure(TransportKind kind, SshTimeouts timeouts, String host, int port)
            throws IOException {
        SshSettings target = new SshSettings(NetworkHost.parse(host), new Port(port), new UserName("root"),
                SshSettings.Become.NONE, Optional.empty(), List.of());
        Transport transport = kind.create(KnownHosts.read(directory.resolve("none")),
                new ClientKeys(directory, Optional.empty()), timeouts);
        SshException failure = catchThrowableOfType(SshException.class, () -> transport.open(target).close());
        assertThat(failure).isNotNull().hasMessageContaining(host);
        return failure;
    }

    private static SshException failureAt(TransportKind kind, SshTimeouts timeouts, Behaviour behaviour)
            throws IOException {
        try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Thread.ofVirtual().start(() -> serve(server, behaviour));
            return failure(kind, timeouts, "127.0.0.1", server.getLocalPort());
        }
    }

    private static void serve(ServerSocket server, Behaviour behaviour) {
        try {
            while (!server.isClosed()) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        behaviour.serve(socket);
                    } catch (IOException | InterruptedException clientLeft) {
                        // as it should
                    }
                });
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void readUntilTheClientLeaves(Socket socket) throws IOException {
        socket.getInputStream().readAllBytes();
    }

    @ParameterizedTest
    @EnumSource
    void refusedConnectionIsUnreachable(TransportKind kind) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        SshException failure = failure(kind, LONG, "127.0.0.1", port);
        assertThat(failure.reason()).isEqualTo(SshException.Reason.UNREACHABLE);
        assertThat(failure).hasMessageContaining("onnection refused");
    }

    @ParameterizedTest
    @EnumSource
    void nameWithoutAddressIsUnreachable(TransportKind kind) throws IOException {
        assertThat(failure(kind, LONG, "no-such-host.invalid", 22).reason()).isEqualTo(SshException.Reason.UNREACHABLE);
    }

    @ParameterizedTest
    @EnumSource
    void serverThatHangsUpAtOnceIsAProtocolFailureAfterSomeTries(TransportKind kind) throws IOException {
        AtomicInteger connections = new AtomicInteger();
        SshException failure = failureAt(kind, LONG, socket -> connections.incrementAndGet());
        assertThat(failure.reason()).isEqualTo(SshException.Reason.PROTOCOL);
        assertThat(failure).hasMessageContaining("before its greeting");
        assertThat(connections).hasValue(4);
    }

    @ParameterizedTest
    @EnumSource
    void otherServerIsAProtocolFailure(TransportKind kind) throws IOException {
        SshException failure = failureAt(kind, LONG, socket -> {
            say(socket, "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            socket.shutdownOutput();
            readUntilTheClientLeaves(socket);
        });
        assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.PROTOCOL);
    }

    @ParameterizedTest
    @EnumSource
    void serverThatTalksNonsenseForEverEnds(TransportKind kind) throws IOException {
        SshException failure = failureAt(kind, LONG, socket -> {
            while (true) {
                say(socket, "nonsense ".repeat(20) + "\n");
            }
        });
        assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.PROTOCOL);
    }

    @ParameterizedTest
    @EnumSource
    void silentServerIsTooSlow(TransportKind kind) throws IOException {
        SshException failure = failureAt(kind, SHORT, ConnectingContractTest::readUntilTheClientLeaves);
        assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void serverThatFallsSilentAfterItsGreetingIsTooSlow(TransportKind kind) throws IOException {
        SshException failure = failureAt(kind, SHORT, socket -> {
            say(socket, "SSH-2.0-sleepy\r\n");
            readUntilTheClientLeaves(socket);
        });
        assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.TIMED_OUT);
    }

    @ParameterizedTest
    @EnumSource
    void nonsenseAfterTheGreetingIsAProtocolFailure(TransportKind kind) throws IOException {
        SshException failure = failureAt(kind, LONG, socket -> {
            say(socket, "SSH-2.0-broken\r\n" + "x".repeat(100_000));
            socket.shutdownOutput();
            readUntilTheClientLeaves(socket);
        });
        assertThat(failure.reason()).describedAs(failure.getMessage()).isEqualTo(SshException.Reason.PROTOCOL);
    }

    @ParameterizedTest
    @EnumSource
    void agentThatNeverAnswersIsTooSlow(TransportKind kind) throws Exception {
        Path socket = directory.resolve("agent-" + kind);
        TestKeys keys = new TestKeys(Files.createTempDirectory(directory, "keys"));
        Path hostKey = keys.ed25519("host");
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                LoopbackSshd sshd = LoopbackSshd.start(directory, "127.0.0.1", List.of(hostKey))) {
            agent.bind(UnixDomainSocketAddress.of(socket));
            KnownHosts knownHosts = KnownHosts.read(directory.resolve("known-" + kind));
            knownHosts.pin(sshd.name(), List.of(TestKeys.publicKey(hostKey)));
            Transport transport = kind.create(knownHosts, new ClientKeys(directory, Optional.of(socket)), SHORT);
            assertThat(catchThrowableOfType(SshException.class, () -> transport.open(sshd.settings()).close()).reason())
                    .isEqualTo(SshException.Reason.TIMED_OUT);
        }
    }
}
