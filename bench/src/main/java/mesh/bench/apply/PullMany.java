// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.command.Shell;
import mesh.lab.Lab;

/**
 * {@code pull-many}: what a host costs among 200 hosts that fetch their changes, beside what it costs among 20. They all begin at
 * once, or each some milliseconds after the other, as {@code PULL_APART} says; {@code PULL_HOSTS} is another number than 200.
 */
public final class PullMany implements Measurement {
    private static final double TARGET = 1.3;
    private static final int HOSTS = 200;
    private static final int FEW = 20;
    private static final int SHORT_HOSTS = 12;
    private static final int SHORT_FEW = 4;
    private static final double MILLISECONDS = 1_000;

    @Override
    public String name() {
        return "pull-many";
    }

    @Override
    public String about() {
        return "what a host costs among 200 that fetch their changes from nginx and report back, beside one among 20";
    }

    /** Seconds of one lab, all hosts together, and its rounds. */
    private record Lot(int hosts, double publish, PullScene.Round first, PullScene.Round none, double status) {
        List<Double> each(double seconds) {
            return List.of(seconds * MILLISECONDS / hosts);
        }
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException(String.join("; ", Lab.missing()));
        }
        Shell.peer("age", "AGE", "install the package age");
        Duration apart = Duration.ofMillis(number("PULL_APART", 0));
        Lot few = lot(isShort ? SHORT_FEW : FEW, apart);
        Lot many = lot(isShort ? SHORT_HOSTS : number("PULL_HOSTS", HOSTS), apart);
        boolean atOnce = apart.isZero();
        Report report = new Report(name(), few.hosts + " hosts", TARGET)
                .less("first bundle, processor, s for a host", List.of(many.first.processor()),
                        List.of(few.first.processor()), atOnce)
                .less("nothing new, processor, s for a host", List.of(many.none.processor()),
                        List.of(few.none.processor()), atOnce)
                .fact("first bundle, all hosts, s", List.of(many.first.seconds()), List.of(few.first.seconds()))
                .less("first bundle, median host, s", List.of(many.first.median()), List.of(few.first.median()),
                        !atOnce)
                .fact("first bundle, slowest host, s", List.of(many.first.slowest()), List.of(few.first.slowest()))
                .fact("nothing new, all hosts, s", List.of(many.none.seconds()), List.of(few.none.seconds()))
                .fact("memory of the machine, MiB for a host", List.of(many.first.mebibytes()),
                        List.of(few.first.mebibytes()));
        return controller(report, many, few).note(many.hosts + " hosts of a lab in the column of mesh, "
                + (apart.isZero()
                        ? "all at once"
                        : "one every " + apart.toMillis() + " ms")
                + "; each talks with two servers; one run each; every host says"
                + " that it applied its bundle, mesh status that all are current, every host that nothing is new");
    }

    private static Report controller(Report report, Lot many, Lot few) {
        return report.fact("mesh publish, ms for a host", many.each(many.publish), few.each(few.publish))
                .fact("mesh status of their reports, ms for a host", many.each(many.status), few.each(few.status));
    }

    private static int number(String variable, int otherwise) {
        return Optional.ofNullable(System.getenv(variable)).map(Integer::valueOf).orElse(otherwise);
    }

    private static Lot lot(int hosts, Duration apart) throws IOException, InterruptedException {
        try (PullScene scene = PullScene.start(hosts)) {
            scene.enrol();
            double publish = scene.publish().seconds();
            PullScene.Round first = scene.pull("applied: generation 1", apart);
            System.err.println("bench: " + hosts + " hosts, first bundle: " + first);
            scene.ping();
            double status = scene.status().seconds();
            PullScene.Round none = scene.pull("unchanged", apart);
            System.err.println("bench: " + hosts + " hosts, nothing new: " + none);
            return new Lot(hosts, publish, first, none, status);
        }
    }
}
