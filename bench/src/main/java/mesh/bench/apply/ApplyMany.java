// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.command.Shell;
import mesh.lab.Lab;

/** {@code apply-many}: what a host costs among 500 hosts that are applied at once, beside what it costs among 50. */
public final class ApplyMany implements Measurement {
    private static final double TARGET = 1.3;
    private static final int HOSTS = 499;
    private static final int FEW = 50;
    private static final int SHORT_HOSTS = 40;
    private static final int SHORT_FEW = 10;
    private static final double MILLISECONDS = 1_000;

    @Override
    public String name() {
        return "apply-many";
    }

    @Override
    public String about() {
        return "time and memory of a host among 500 that are applied at once, beside one among 50";
    }

    /** Figures of one lab, for each host. */
    private record Share(double first, double none, double controllerMib, double machineMib) {}

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException(String.join("; ", Lab.missing()));
        }
        int many = isShort ? SHORT_HOSTS : HOSTS;
        int few = isShort ? SHORT_FEW : FEW;
        Share small = share(few);
        Share large = share(many);
        return new Report(name(), few + " hosts", TARGET)
                .less("first apply, ms for a host", List.of(large.first), List.of(small.first), true)
                .less("no change, ms for a host", List.of(large.none), List.of(small.none), true)
                .fact("memory of the program, MiB", List.of(large.controllerMib), List.of(small.controllerMib))
                .fact("memory of the machine, MiB for a host", List.of(large.machineMib), List.of(small.machineMib))
                .note(many + " hosts of a lab in the column of mesh, all spokes of two hubs; one run each");
    }

    private static Share share(int hosts) throws IOException, InterruptedException {
        double before = MachineUse.available();
        try (ApplyScene scene = ApplyScene.start(hosts)) {
            scene.hubs(hosts);
            Shell.Run first = scene.run();
            double taken = before - MachineUse.available();
            Shell.Run none = scene.run();
            return new Share(first.seconds() * MILLISECONDS / hosts, none.seconds() * MILLISECONDS / hosts,
                    Math.max(first.mebibytes(), none.mebibytes()), taken / hosts);
        }
    }
}
