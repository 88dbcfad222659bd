// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.net.IpAddress;

class PingProgramTest {
    private static final PingProgram PING = PingProgram.of(IpAddress.parse("10.9.0.2"), "@m");

    private static PingProgram.Echo read(String... lines) throws SnapshotException {
        StringBuilder output = new StringBuilder("@m begin\n@m ping\n");
        for (String line : lines) {
            output.append('|').append(line).append('\n');
        }
        return PING.read(output.append("@m end\n").toString());
    }

    @Test
    void readsWhatThePingsOfThreeSystemsSay() throws SnapshotException {
        assertThat(read("3 packets transmitted, 3 received, 0% packet loss, time 2003ms",
                "rtt min/avg/max/mdev = 0.314/0.420/0.600/0.100 ms"))
                .isEqualTo(new PingProgram.Echo(3, 3, Optional.of(0.42)));
        assertThat(read("3 packets transmitted, 2 packets received, 33.3% packet loss",
                "round-trip min/avg/max/std-dev = 1.1/2.5/3.0/0.1 ms"))
                .isEqualTo(new PingProgram.Echo(3, 2, Optional.of(2.5)));
        assertThat(read("3 packets transmitted, 3 packets received, 0% packet loss",
                "round-trip min/avg/max = 0.1/0.2/0.3 ms")).isEqualTo(new PingProgram.Echo(3, 3, Optional.of(0.2)));
    }

    @Test
    void nothingThatCameBackHasNoTime() throws SnapshotException {
        assertThat(read("3 packets transmitted, 0 received, 100% packet loss, time 2029ms"))
                .isEqualTo(new PingProgram.Echo(3, 0, Optional.empty()));
    }

    @Test
    void anythingElseIsNoAnswer() {
        assertThatThrownBy(() -> read("ping: not found")).isInstanceOf(SnapshotException.class)
                .hasMessage("ping said: ping: not found");
        assertThatThrownBy(() -> PING.read("@m begin\n@m ping\n")).isInstanceOf(SnapshotException.class);
    }
}
