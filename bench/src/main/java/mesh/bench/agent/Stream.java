// SPDX-License-Identifier: Apache-2.0
package mesh.bench.agent;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import mesh.bench.command.ProcessorTime;
import mesh.lab.LabHost;
import mesh.lab.nat.SceneHost;

/** A TCP stream of zeros through the tunnel, as fast as it goes, until it is closed. */
final class Stream implements AutoCloseable {
    private static final String PORT = "5001";
    private static final String WIREGUARD = "wireguard-go wg0";
    private static final String AGENT = "run --config agent.json";

    private final SceneHost from;
    private final SceneHost to;
    private final List<String> pids;

    private Stream(SceneHost from, SceneHost to, List<String> pids) {
        this.from = from;
        this.to = to;
        this.pids = pids;
    }

    /**
     * What a while of it cost, at both ends together.
     *
     * @param gigabits that arrived, headers of IP and TCP included
     * @param agent seconds of processor of both agents
     * @param wireGuard the same of both wireguard-go
     */
    record Cost(double gigabits, double seconds, double agent, double wireGuard) {
        double rate() {
            return gigabits / seconds;
        }

        double agentForGigabit() {
            return agent / gigabits;
        }

        double wireGuardForGigabit() {
            return wireGuard / gigabits;
        }
    }

    static Stream start(SceneHost from, SceneHost to) {
        // The listener would end with its input.
        String sink = background(to.host(), "sleep 3600 | busybox nc -l -p " + PORT + " >/dev/null");
        String source = background(from.host(), "n=0; while [ $n -lt 100 ]; do busybox nc " + to.meshAddress() + " "
                + PORT + " </dev/zero && break; n=$((n + 1)); sleep 0.1; done");
        return new Stream(from, to, List.of(source, sink));
    }

    private static String background(LabHost host, String command) {
        return host.run("setsid sh -c '" + command + "' >/dev/null 2>&1 & echo $!").orThrow().strip();
    }

    /** Looks at it for so long. */
    Cost watch(int seconds) throws IOException, InterruptedException {
        double bytes = received();
        double agent = cpu(AGENT);
        double wireGuard = cpu(WIREGUARD);
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double took = (System.nanoTime() - start) / 1e9;
        return new Cost((received() - bytes) * 8 / 1e9, took, cpu(AGENT) - agent, cpu(WIREGUARD) - wireGuard);
    }

    /** Bytes that came out of the tunnel so far. */
    double received() {
        return Double.parseDouble(
                to.host().run(
                        "cat /sys/class/net/wg0/statistics/rx_bytes 2>/dev/null || sed -n 's/ *wg0: *\\([0-9]*\\).*/\\1/p' /proc/net/dev")
                        .orThrow().strip());
    }

    private double cpu(String program) throws IOException {
        double seconds = 0;
        for (SceneHost host : List.of(from, to)) {
            for (long pid : host.host().processes().stream().filter(one -> one.arguments().contains(program))
                    .filter(one -> !one.arguments().startsWith("sh ")).mapToLong(one -> one.pid()).toArray()) {
                seconds += ProcessorTime.seconds(pid);
            }
        }
        return seconds;
    }

    @Override
    public void close() {
        from.host().run("kill -- -" + pids.get(0));
        to.host().run("kill -- -" + pids.get(1));
    }
}
