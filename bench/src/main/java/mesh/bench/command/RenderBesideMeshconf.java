// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;

/** {@code render-wg-meshconf}: from a list of hosts to files for each, beside wg-meshconf, which makes keys as it goes. */
public final class RenderBesideMeshconf implements Measurement {
    private static final double TARGET = 1;
    private static final List<Integer> SIZES = List.of(30, 100, 300, 1_000);
    private static final int SHORT = 2;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "render-wg-meshconf";
    }

    @Override
    public String about() {
        return "files of a full mesh of 30 to 1,000 hosts from nothing, beside wg-meshconf";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        String peer = Shell.peer("wg-meshconf", "WG_MESHCONF", "pip install wg-meshconf, then name it by WG_MESHCONF");
        Report report = new Report(name(), "wg-meshconf", TARGET);
        for (int size : isShort ? SIZES.subList(0, SHORT) : SIZES) {
            List<Double> ours = new ArrayList<>();
            List<Double> theirs = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                ours.add(mesh(size));
                theirs.add(meshconf(peer, size));
            }
            report.less(size + " hosts", ours, theirs, true);
        }
        return report
                .note("seconds; mesh: lock (with keys) and render; wg-meshconf: genconfig of a database with keys");
    }

    private static double mesh(int size) throws IOException, InterruptedException {
        Shell shell = Shell.temporary("mesh");
        try {
            GeneratedMesh.full(shell, size);
            return shell.run(List.of(Shell.mesh(), "lock")).seconds()
                    + shell.run(List.of(Shell.mesh(), "render", "--out=out")).seconds();
        } finally {
            shell.discard();
        }
    }

    private static double meshconf(String peer, int size) throws IOException, InterruptedException {
        Shell shell = Shell.temporary("meshconf");
        try {
            MeshconfDatabase.write(shell, size);
            return shell.run(List.of(peer, "-d", "database.csv", "genconfig", "-o", "out")).seconds();
        } finally {
            shell.discard();
        }
    }
}
