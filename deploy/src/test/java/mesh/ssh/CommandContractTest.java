// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a session promises about commands, whichever transport made it. */
@Timeout(60)
class CommandContractTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);
    private static final byte[] NOTHING = new byte[0];

    @TempDir
    static Path directory;
    static LoopbackSshd sshd;
    static Path key;
    static KnownHosts knownHosts;

    @BeforeAll
    static void startSshd() throws Exception {
        TestKeys keys = new TestKeys(directory);
        Path hostKey = keys.ed25519("host");
        key = keys.ed25519("client");
        sshd = LoopbackSshd.start(directory, "127.0.0.1", List.of(hostKey));
        TestKeys.authorize(sshd.authorizedKeys(), key);
        knownHosts = KnownHosts.read(directory.resolve("known_hosts"));
        knownHosts.pin(sshd.name(), List.of(TestKeys.publicKey(hostKey)));
    }

    @AfterAll
    static void stopSshd() {
        if (sshd != null) {
            sshd.close();
        }
    }

    private static SshSession open(TransportKind kind) throws SshException {
        ClientKeys keys = new ClientKeys(directory, Optional.empty());
        return kind.create(knownHosts, keys, SshTimeouts.DEFAULT).open(sshd.settings(key));
    }

    @ParameterizedTest
    @EnumSource
    void reportsOutputErrorsAndStatusOfEachOfSeveralCommands(TransportKind kind) throws SshException {
        try (SshSession session = open(kind)) {
            assertThat(session.run("echo out; echo err >&2; exit 7", NOTHING, ENOUGH))
                    .isEqualTo(new CommandResult(7, "out\n", "err\n"));
            assertThat(session.run("echo 'ü $HOME' \"%h\"", NOTHING, ENOUGH))
                    .isEqualTo(new CommandResult(0, "ü $HOME %h\n", ""));
            assertThat(session.run("true", NOTHING, ENOUGH)).isEqualTo(new CommandResult(0, "", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsEachLineWhileTheCommandRuns(TransportKind kind) throws SshException, IOException {
        Path heard = directory.resolve("heard-" + kind);
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        try (SshSession session = open(kind)) {
            CommandResult result = session.run("echo one; until [ -e " + heard + " ]; do sleep 0.05; done; echo two; "
                    + "printf rest", NOTHING, ENOUGH, line -> {
                        lines.add(line);
                        touch(heard);
                    });
            assertThat(result).isEqualTo(new CommandResult(0, "one\ntwo\nrest", ""));
        }
        assertThat(lines).containsExactly("one", "two");
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void carriesOneMebibyteInAndBackUnchanged(TransportKind kind) throws SshException {
        byte[] input = new byte[1024 * 1024];
        Random random = new Random(1);
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) (' ' + random.nextInt(90));
        }
        try (SshSession session = open(kind)) {
            CommandResult result = session.run("cat", input, ENOUGH);
            assertThat(result.out().getBytes(StandardCharsets.UTF_8)).isEqualTo(input);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotMindACommandThatLeavesItsInputUnread(TransportKind kind) throws SshException {
        try (SshSession session = open(kind)) {
            CommandResult result = session.run("exec <&-; echo done; exit 3", new byte[1024 * 1024], ENOUGH);
            assertThat(result).isEqualTo(new CommandResult(3, "done\n", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void drainsBothOutputsWhileItStillSends(TransportKind kind) throws SshException {
        String command = "head -c 3000000 /dev/zero | tr '\\0' e >&2; head -c 3000000 /dev/zero | tr '\\0' o; wc -c";
        try (SshSession session = open(kind)) {
            CommandResult result = session.run(command, new byte[1024 * 1024], ENOUGH);
            assertThat(result.out()).hasSize(3_000_000 + "1048576\n".length()).endsWith("o1048576\n");
            assertThat(result.err()).isEqualTo("e".repeat(64 * 1024));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesMoreOutputThanItsLimit(TransportKind kind) throws SshException {
        try (SshSession session = open(kind)) {
            SshException failure = catchThrowableOfType(SshException.class,
                    () -> session.run("head -c 17000000 /dev/zero", NOTHING, ENOUGH));
            assertThat(failure).hasMessageContaining("printed more than 16777216 bytes");
            assertThat(failure.reason()).isEqualTo(SshException.Reason.PROTOCOL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatASignalEndedTheCommand(TransportKind kind) throws SshException {
        try (SshSession session = open(kind)) {
            int expected = kind == TransportKind.JSCH ? -1 : 255;
            assertThat(session.run("kill -KILL $$", NOTHING, ENOUGH).exitStatus()).isEqualTo(expected);
            assertThat(session.run("echo still here", NOTHING, ENOUGH).out()).isEqualTo("still here\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesUpOnASlowCommandAndClosesTheSession(TransportKind kind) throws SshException {
        try (SshSession session = open(kind)) {
            SshException failure = catchThrowableOfType(SshException.class,
                    () -> session.run("sleep 50", NOTHING, Duration.ofMillis(300)));
            assertThat(failure.reason()).isEqualTo(SshException.Reason.TIMED_OUT);
            assertThat(failure).hasMessageContaining("did not end within 0.3 s");
            SshException afterwards = catchThrowableOfType(SshException.class,
                    () -> session.run("true", NOTHING, ENOUGH));
            assertThat(afterwards.reason()).isEqualTo(SshException.Reason.PROTOCOL);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsThatTheConnectionBroke(TransportKind kind) throws SshException {
        try (SshSession session = open(kind)) {
            SshException failure = catchThrowableOfType(SshException.class,
                    () -> session.run("kill -KILL $PPID; sleep 50", NOTHING, ENOUGH));
            assertThat(failure.reason()).isEqualTo(SshException.Reason.PROTOCOL);
            assertThat(failure).hasMessageContaining("broke while a command ran");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatItSendsOutOfProcessLists(TransportKind kind) throws SshException, IOException {
        String secret = "c2VjcmV0LW9mLXRoaXMtdGVzdA-" + kind;
        try (SshSession session = open(kind)) {
            CommandResult result = session.run("cat >/dev/null; cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ",
                    secret.getBytes(StandardCharsets.UTF_8), ENOUGH);
            assertThat(result.out().contains("sshd")).isTrue();
            assertThat(result.out().contains(secret)).isFalse();
        }
    }
}
