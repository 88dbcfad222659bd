// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import mesh.host.Samples;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.lock.Reach;
import mesh.model.SshSettings;
import mesh.model.SshSettings.Become;
import mesh.name.NodeName;
import mesh.name.UserName;
import mesh.net.NetworkHost;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;

import org.junit.jupiter.api.Test;

class FleetReaderTest {
    private final FakeTransport transport = new FakeTransport();

    static ReadRequest request(int number, Become become) {
        Reach linux = Samples.linux();
        SshSettings ssh = new SshSettings(NetworkHost.parse("192.0.2." + number), linux.ssh().port(),
                new UserName(become == Become.NONE ? "root" : "deploy"), become, linux.ssh().jump(),
                linux.ssh().identityFiles());
        return new ReadRequest(new NodeName("h" + number),
                new Reach(linux.os(), linux.format(), linux.interfaceName(), ssh, false), List.of());
    }

    /** The answer of a Linux host that has nothing of the mesh. */
    static CommandResult bare(String program) {
        String marker = program.substring(program.lastIndexOf("\nsnapshot ") + 10).split(" ", 3)[1].replace("'", "");
        String out = """
                M begin
                M facts
                |system Linux
                |user 0
                |clock 1
                |space 99999
                |tool ip
                |tool wg
                |tool wg-quick
                M end
                """.replace("M ", marker + " ");
        return new CommandResult(0, out, "");
    }

    private HostReading read(Become become) throws InterruptedException {
        return new FleetReader(transport, 1).read(List.of(request(1, become))).getFirst();
    }

    private String reason(Become become) throws InterruptedException {
        assertThat(read(become)).isInstanceOf(HostReading.Failed.class);
        return ((HostReading.Failed) read(become)).reason();
    }

    @Test
    void readsHostsInTheOrderAskedFor() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> bare(program));
        transport.host("192.0.2.3", (command, program) -> bare(program));
        List<HostReading> readings = new FleetReader(transport, 8)
                .read(List.of(request(3, Become.NONE), request(2, Become.NONE), request(1, Become.NONE)));
        assertThat(readings).containsExactly(new HostReading.Read(LiveHost.bare(new NodeName("h3"))),
                new HostReading.Failed(new NodeName("h2"), false, "192.0.2.2 does not answer"),
                new HostReading.Read(LiveHost.bare(new NodeName("h1"))));
        assertThat(transport.open()).isZero();
    }

    @Test
    void worksOnSoManyHostsAtATime() throws InterruptedException {
        CyclicBarrier pair = new CyclicBarrier(2);
        List<ReadRequest> requests = new ArrayList<>();
        for (int number = 1; number <= 10; number++) {
            requests.add(request(number, Become.NONE));
            transport.host("192.0.2." + number, (command, program) -> {
                try {
                    pair.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException | java.util.concurrent.BrokenBarrierException
                        | java.util.concurrent.TimeoutException alone) {
                    throw new SshException(SshException.Reason.PROTOCOL, "never two at a time");
                }
                return bare(program);
            });
        }
        assertThat(new FleetReader(transport, 2).read(requests)).allMatch(HostReading.Read.class::isInstance);
        assertThat(transport.mostOpen()).isEqualTo(2);
    }

    @Test
    void becomesRootAsTheSpecSays() throws InterruptedException {
        List<String> commands = new ArrayList<>();
        transport.host("192.0.2.1", (command, program) -> {
            commands.add(command);
            return bare(program);
        });
        for (Become become : Become.values()) {
            read(become);
        }
        assertThat(commands).containsExactly("sh -s", "doas -n sh -s", "sudo -n sh -s");
    }

    @Test
    void saysWhatToDoWhenRootIsRefused() throws InterruptedException {
        transport.host("192.0.2.1",
                (command, program) -> new CommandResult(1, "", "doas: Authentication required\n"));
        assertThat(reason(Become.DOAS)).contains("permit nopass deploy as root cmd sh");
        assertThat(read(Become.DOAS)).matches(reading -> ((HostReading.Failed) reading).refused());
        transport.host("192.0.2.1",
                (command, program) -> new CommandResult(1, "", "sudo: a password is required\n"));
        assertThat(reason(Become.SUDO)).contains("deploy ALL=(root) NOPASSWD: /bin/sh");
        transport.host("192.0.2.1", (command, program) -> new CommandResult(127, "", "sh: sudo: not found\n"));
        assertThat(reason(Become.SUDO)).contains("sudo is not on the host");
    }

    @Test
    void tellsRefusalsFromSilence() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> {
            throw new SshException(SshException.Reason.CHANGED_HOST_KEY, "another key");
        });
        assertThat(read(Become.NONE)).isEqualTo(new HostReading.Failed(new NodeName("h1"), true, "another key"));
        transport.host("192.0.2.1", (command, program) -> new CommandResult(2, "", "sh: oops\u001b[31m\n"));
        assertThat(reason(Become.NONE)).isEqualTo("reading ended with status 2: sh: oops?[31m");
        transport.host("192.0.2.1", (command, program) -> new CommandResult(0, "hello\n", ""));
        assertThat(reason(Become.NONE)).isEqualTo("the host's answer is cut off; try again");
    }

    @Test
    void endsAllThreadsWhenInterrupted() throws InterruptedException {
        transport.host("192.0.2.1", (command, program) -> {
            try {
                new java.util.concurrent.CountDownLatch(1).await();
                return bare(program);
            } catch (InterruptedException cancelled) {
                throw new SshException(SshException.Reason.PROTOCOL, "cancelled");
            }
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> read(Become.NONE)).isInstanceOf(InterruptedException.class);
        assertThat(transport.open()).isZero();
    }
}
