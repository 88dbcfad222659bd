// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.command.Shell;
import mesh.lab.Lab;

/** {@code pull-many}: what a host costs among 200 hosts that fetch their changes at once, beside what it costs among 20. */
public final class PullMany implements Measurement {
    private static final double TARGET = 1.3;
    private static final int HOSTS = 200;
    private static final int SHORT_HOSTS = 12;
    private static final int SHORT_FEW = 4;
    private static final java.time.Duration APART = java.time.Duration
            .ofMillis(Integer.parseInt(System.getenv().getOrDefault("PULL_APART", "0")));
    private static final int FEW = Integer.parseInt(System.getenv().getOrDefault("PULL_FEW", "20"));
    private static final double MILLISECONDS = 1_000;

    @Override
    public String name() {
        return "pull-many";
    }

    @Override
    public String about() {
        return "time of a host among 200 that fetch their changes from nginx at once, beside one among 20";
    }

    /** Milliseconds of one lab, for each host. */
    private record Share(double publish, PullScene.Round first, PullScene.Round none, double status) {}

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException(String.join("; ", Lab.missing()));
        }
        Shell.peer("age", "AGE", "install the package age");
        int many = isShort ? SHORT_HOSTS : Integer.parseInt(System.getenv().getOrDefault("PULL_HOSTS", "" + HOSTS));
        int few = isShort ? SHORT_FEW : FEW;
        Share small = share(few);
        Share large = share(many);
        return new Report(name(), few + " hosts", TARGET)
                .less("first bundle, ms for a host", each(large.first.seconds(), many),
                        each(small.first.seconds(), few), true)
                .less("nothing new, ms for a host", each(large.none.seconds(), many), each(small.none.seconds(), few),
                        true)
                .fact("first bundle, median of a host, s", List.of(large.first.median()), List.of(small.first.median()))
                .fact("first bundle, the slowest host, s", List.of(large.first.slowest()),
                        List.of(small.first.slowest()))
                .fact("first bundle, processor, s for a host", List.of(large.first.processor()),
                        List.of(small.first.processor()))
                .fact("nothing new, processor, s for a host", List.of(large.none.processor()),
                        List.of(small.none.processor()))
                .fact("memory of the machine, MiB for a host", List.of(large.first.mebibytes()),
                        List.of(small.first.mebibytes()))
                .fact("mesh publish, ms for a host", each(large.publish, many), each(small.publish, few))
                .fact("mesh status, ms for a host", each(large.status, many), each(small.status, few))
                .note(many + " hosts of a lab in the column of mesh, all spokes of two hubs; one run each; every host"
                        + " says that it applied its bundle, and later that nothing is new");
    }

    private static List<Double> each(double seconds, int hosts) {
        return List.of(seconds * MILLISECONDS / hosts);
    }

    private static Share share(int hosts) throws IOException, InterruptedException {
        try (PullScene scene = PullScene.start(hosts)) {
            scene.enrol();
            double publish = scene.publish().seconds();
            PullScene.Round first = scene.pull("applied: generation 1", APART);
            scene.ping();
            double status = scene.status().seconds();
            PullScene.Round none = scene.pull("unchanged", APART);
            System.err.println(hosts + " " + publish + " " + first + " " + none + " " + status);
            return new Share(publish, first, none, status);
        }
    }
}
