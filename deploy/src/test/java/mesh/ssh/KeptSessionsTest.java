// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import mesh.model.SshSettings;
import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.net.Port;

import org.junit.jupiter.api.Test;

class KeptSessionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<Line> lines = new ArrayList<>();
    private final SshSettings host = settings("192.0.2.1", Optional.empty());
    private long nanos;
    private final KeptSessions kept = new KeptSessions(target -> {
        Line line = new Line();
        lines.add(line);
        return line;
    }, () -> nanos);

    private static SshSettings settings(String address, Optional<SshSettings.Jump> jump) {
        return new SshSettings(NetworkHost.parse(address), new Port(22), new UserName("root"), SshSettings.Become.NONE,
                jump, List.of());
    }

    /** One connection. */
    private static final class Line implements SshSession {
        private boolean connected = true;
        private boolean breaks;

        @Override
        public CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines)
                throws SshException {
            if (breaks) {
                throw new SshException(SshException.Reason.TIMED_OUT, "no answer");
            }
            return new CommandResult(0, command, "");
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public void close() {
            connected = false;
        }
    }

    private void use(SshSettings target) throws SshException {
        try (SshSession session = kept.open(target)) {
            session.run("true", new byte[0], SECOND);
        }
    }

    @Test
    void programsOneAfterTheOtherShareAConnection() throws SshException {
        use(host);
        try (SshSession again = kept.open(host)) {
            assertThat(again.isKept()).isTrue();
            assertThat(again.run("id", new byte[0], SECOND).out()).isEqualTo("id");
        }
        assertThat(lines).hasSize(1);
    }

    @Test
    void programsAtTheSameTimeDoNot() throws SshException {
        try (SshSession one = kept.open(host); SshSession other = kept.open(host)) {
            assertThat(one.isKept() || other.isKept()).isFalse();
        }
        assertThat(lines).hasSize(2);
    }

    @Test
    void anotherLoginGetsAnotherConnection() throws SshException {
        use(host);
        use(settings("192.0.2.2", Optional.empty()));
        assertThat(lines).hasSize(2);
    }

    @Test
    void aConnectionMadeAnewIsNew() throws SshException {
        use(host);
        try (SshSession session = kept.openAnew(host)) {
            assertThat(session.isKept()).isFalse();
            assertThat(lines).hasSize(2);
            assertThat(lines.getFirst().connected).as("the one that was kept").isFalse();
        }
    }

    @Test
    void aConnectionIsNotKeptForLong() throws SshException {
        use(host);
        nanos += KeptSessions.IDLE.toNanos();
        use(host);
        assertThat(lines).extracting(line -> line.connected).containsExactly(false, true);
    }

    @Test
    void aConnectionThatEndedIsNotHandedOut() throws SshException {
        use(host);
        lines.getFirst().connected = false;
        use(host);
        assertThat(lines).hasSize(2);
    }

    @Test
    void aConnectionOnWhichAProgramDidNotEndIsClosed() throws SshException {
        SshSession session = kept.open(host);
        lines.getFirst().breaks = true;
        assertThatThrownBy(() -> session.run("true", new byte[0], SECOND)).isInstanceOf(SshException.class);
        session.close();
        assertThat(lines.getFirst().connected).isFalse();
    }

    @Test
    void soManyAreKept() throws SshException {
        for (int i = 0; i <= KeptSessions.MOST; i++) {
            use(settings("10.0." + i / 250 + "." + (i % 250 + 1), Optional.empty()));
        }
        assertThat(lines.stream().filter(line -> line.connected)).hasSize(KeptSessions.MOST);
    }

    @Test
    void aJumpHostCarriesFewer() throws SshException {
        SshSettings.Jump jump = new SshSettings.Jump(NetworkHost.parse("192.0.2.9"), new Port(22), new UserName("j"));
        for (int i = 0; i <= KeptSessions.MOST_OF_A_HOP; i++) {
            use(settings("10.0.0." + (i + 1), Optional.of(jump)));
        }
        assertThat(lines.stream().filter(line -> line.connected)).hasSize(KeptSessions.MOST_OF_A_HOP);
    }

    @Test
    void closingEndsAllAndKeepsNoMore() throws SshException {
        use(host);
        SshSession late = kept.open(settings("192.0.2.2", Optional.empty()));
        kept.close();
        late.close();
        assertThat(lines).extracting(line -> line.connected).containsExactly(false, false);
    }
}
