// SPDX-License-Identifier: Apache-2.0
package mesh.bench.nat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.lab.Lab;
import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.PairResult;

/** All pairs of networks against what the product promises of them. The whole run writes the page of the matrix anew. */
public final class NatMeasurement implements Measurement {
    private static final double FIRST_PACKET_SECONDS = 1;
    private static final double DIRECT_SECONDS = 3;
    private static final double OUTAGE_SECONDS = 7;

    @Override
    public String name() {
        return "nat";
    }

    @Override
    public String about() {
        return "agents in every pair of 13 kinds of networks, against what is promised of them";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        if (!Lab.missing().isEmpty()) {
            throw new PeerMissingException("no lab can run here: " + String.join("; ", Lab.missing()));
        }
        List<PairSchedule.Pair> pairs = chosen(isShort);
        List<PairResult> results;
        try (NatScene scene = NatScene.start("nat", List.of(NetworkKind.values()), AgentProgram.ofCheckout())) {
            results = new PairSchedule(scene).run(pairs);
        }
        if (!isShort && System.getenv("NAT_PAIRS") == null) {
            Path page = Path.of(System.getProperty("mesh.root", "."), NatPage.PLACE);
            Files.writeString(page, NatPage.text(results, LocalDate.now(ZoneOffset.UTC)));
        }
        return report(results);
    }

    /** The ones that {@code NAT_PAIRS} names, as in {@code public:dpi,dpi:dpi}; all; or a third, in which each kind is in some pair. */
    private static List<PairSchedule.Pair> chosen(boolean isShort) {
        String named = System.getenv().getOrDefault("NAT_PAIRS", "");
        List<PairSchedule.Pair> all = new ArrayList<>();
        for (NetworkKind first : NetworkKind.values()) {
            for (NetworkKind second : NetworkKind.values()) {
                boolean mine = named.isEmpty()
                        ? !isShort || (first.ordinal() + second.ordinal()) % 3 == 0
                        : List.of(named.split(",")).contains(first.id() + ":" + second.id());
                if (first.compareTo(second) <= 0 && mine) {
                    all.add(new PairSchedule.Pair(first, second));
                }
            }
        }
        return all;
    }

    private static Report report(List<PairResult> results) {
        List<PairResult> hoped = results.stream().filter(one -> one.first().meets(one.second())).toList();
        Report report = new Report("nat", "target", 1.0);
        share(report, "pairs that were reached", results.stream().filter(PairResult::reached).count(), results.size());
        share(report, "pairs that were direct", hoped.stream().filter(PairResult::isDirect).count(), hoped.size());
        share(report, "pairs without an endpoint never proved",
                results.stream().filter(one -> one.strange().isEmpty()).count(), results.size());
        share(report, "direct pairs without a lost packet",
                hoped.stream().filter(one -> one.lostBefore().orElse(1) == 0).count(), hoped.size());
        share(report, "direct pairs back after the path died",
                hoped.stream().filter(one -> one.outage().isPresent()).count(), hoped.size());
        worst(report, "seconds to the first packet", results.stream().map(PairResult::firstPacket),
                FIRST_PACKET_SECONDS);
        worst(report, "seconds to direct", hoped.stream().map(PairResult::direct), DIRECT_SECONDS);
        worst(report, "seconds of outage when the path dies", hoped.stream().map(PairResult::outage), OUTAGE_SECONDS);
        results.forEach(one -> one.wrong().ifPresent(
                why -> report.note(one.first().id() + " and " + one.second().id() + ": " + why)));
        return report;
    }

    private static void share(Report report, String what, long ours, long all) {
        report.more(what, List.of((double) ours), List.of((double) all), true);
    }

    private static void worst(Report report, String what, Stream<OptionalDouble> values, double target) {
        List<Double> known = values.flatMap(value -> value.stream().boxed()).sorted().toList();
        if (!known.isEmpty()) {
            report.less(what + ", the middle pair", List.of(Report.middle(known)), List.of(target), false);
            report.less(what + ", the worst pair", List.of(known.getLast()), List.of(target), true);
        }
    }
}
