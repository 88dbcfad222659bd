// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.command.Shell;
import mesh.lab.Lab;

/**
 * {@code apply-openssh}: an apply that finds nothing to do, beside as many OpenSSH clients at once that run {@code true}:
 * less than one login a host no run over SSH can do. Applies that change something are told beside the same floor.
 */
public final class ApplyBesideOpenSsh implements Measurement {
    private static final double TARGET = 1.3;
    private static final int HOSTS = 50;
    private static final int SHORT_HOSTS = 10;
    private static final int ROUNDS = 3;
    /** No-change applies and floors in one round, in turns. */
    private static final int TURNS = 1;

    @Override
    public String name() {
        return "apply-openssh";
    }

    @Override
    public String about() {
        return "mesh apply to 50 lab hosts, beside 50 OpenSSH clients at once that run 'true'";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        Shell.peer("ssh", "SSH", "install OpenSSH's client");
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException(String.join("; ", Lab.missing()));
        }
        int hosts = isShort ? SHORT_HOSTS : HOSTS;
        Figures figures = new Figures();
        for (int round = 0; round < (isShort ? 1 : ROUNDS); round++) {
            try (ApplyScene scene = ApplyScene.start(hosts + 1)) {
                figures.add(scene, hosts);
            }
        }
        return new Report(name(), hosts + " x ssh", TARGET).less("no change, s", figures.none, figures.floors, true)
                .less("first apply, s", figures.first, figures.floorsOfRounds, false)
                .less("one host added, s", figures.added, figures.floorsOfRounds, false)
                .fact("start of the program, s", figures.start, List.of(0.0))
                .note(hosts + " hosts of a lab on this machine, which share its cores with what is measured");
    }

    private static final class Figures {
        private final List<Double> none = new ArrayList<>();
        private final List<Double> floors = new ArrayList<>();
        private final List<Double> first = new ArrayList<>();
        private final List<Double> added = new ArrayList<>();
        private final List<Double> floorsOfRounds = new ArrayList<>();
        private final List<Double> start = new ArrayList<>();

        void add(ApplyScene scene, int hosts) throws IOException, InterruptedException {
            scene.spec(hosts);
            start.add(scene.shell().run(List.of(Shell.mesh(), "--version")).seconds());
            scene.together(hosts, "true");
            first.add(scene.apply());
            List<Double> turns = new ArrayList<>();
            for (int turn = 0; turn < TURNS; turn++) {
                turns.add(scene.together(hosts, "true"));
                none.add(scene.apply());
            }
            floors.addAll(turns);
            floorsOfRounds.add(Report.middle(turns));
            scene.spec(hosts + 1);
            added.add(scene.apply());
        }
    }
}
