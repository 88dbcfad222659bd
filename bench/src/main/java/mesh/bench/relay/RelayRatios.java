// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import mesh.bench.Report;
import mesh.bench.check.Ratios;
import mesh.bench.command.Shell;

/**
 * Processor time of our relay for a gigabit, to that of {@link FloorRelay}. Clients write packets by the dozen: how much a relay has to do for
 * packets that come one by one depends on how busy the machine is.
 */
public final class RelayRatios implements Ratios {
    private static final int PAIRS = 20;
    private static final int BURST = 16;
    private static final int ROUNDS = 3;
    private static final double SECONDS = 1;
    /** Until Java has compiled most of it, on both sides. */
    private static final double WARM_UP_SECONDS = 4;

    @Override
    public SequencedMap<String, Double> measure() throws IOException, InterruptedException {
        Shell shell = Shell.temporary("relay");
        Path directory = Files.createDirectories(shell.directory().toAbsolutePath());
        try (Server ours = DerpServer.ours(directory.resolve("ours"), 2 * PAIRS);
                Server floor = FloorServer.start(directory.resolve("floor"));
                Load our = new Load(connect(ours));
                Load their = new Load(connect(floor))) {
            our.flood(PAIRS, BURST, WARM_UP_SECONDS, ours.process());
            their.flood(PAIRS, BURST, WARM_UP_SECONDS, floor.process());
            List<Double> rounds = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                double own = our.flood(PAIRS, BURST, SECONDS, ours.process()).serverCpuPerGigabit();
                rounds.add(own / their.flood(PAIRS, BURST, SECONDS, floor.process()).serverCpuPerGigabit());
            }
            SequencedMap<String, Double> ratios = new LinkedHashMap<>();
            ratios.put("relay", Report.middle(rounds));
            return ratios;
        } finally {
            shell.discard();
        }
    }

    private static List<Pair> connect(Server server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            pairs.add(server.connect(i));
        }
        return pairs;
    }
}
