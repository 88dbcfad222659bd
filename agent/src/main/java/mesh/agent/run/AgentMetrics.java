// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

import mesh.pair.PairAction;
import mesh.pair.PairState;
import mesh.shim.ShimCounts;

/** The agent's counts, for Prometheus to read. Safe for concurrent use. */
final class AgentMetrics {
    private static final String PREFIX = "mesh_agent_";
    /** Reasons are clauses of a fixed list; more than it has are one. */
    private static final int MOST_REASONS = 64;

    private final Map<String, Long> changes = new TreeMap<>();
    private final LongAdder probesRefused = new LongAdder();
    private final LongAdder strays = new LongAdder();
    private ShimCounts gone = ShimCounts.NONE;

    synchronized void changed(PairAction.Changed change) {
        String key = "to=\"" + AgentEffects.word(change.to()) + "\",reason=\"" + escaped(change.why()) + "\"";
        changes.merge(changes.containsKey(key) || changes.size() < MOST_REASONS ? key : "to=\"\",reason=\"other\"", 1L,
                Long::sum);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
    }

    void probeRefused() {
        probesRefused.increment();
    }

    /** Something came from a peer that is none of this host's. */
    void stray() {
        strays.increment();
    }

    /** What a peer that is gone had, so that sums never go back. */
    synchronized void removed(ShimCounts counts) {
        gone = gone.plus(counts);
    }

    /** The text format of Prometheus, version 0.0.4. */
    synchronized String prometheus(AgentStatus status) {
        StringBuilder out = new StringBuilder();
        type(out, "pairs", "gauge");
        for (PairState state : PairState.values()) {
            line(out, "pairs", "path=\"" + AgentEffects.word(state) + "\"",
                    status.pairs().stream().filter(pair -> pair.status().state() == state).count());
        }
        type(out, "path_changes_total", "counter");
        changes.forEach((labels, count) -> line(out, "path_changes_total", labels, count));
        shim(out, status.pairs().stream().map(AgentStatus.Pair::counts).reduce(gone, ShimCounts::plus));
        type(out, "relay_up", "gauge");
        status.relays().forEach(relay -> line(out, "relay_up", "relay=\"" + relay.relay().name() + "\"",
                AgentStatus.isUp(relay) ? 1 : 0));
        type(out, "stun_ok", "gauge");
        line(out, "stun_ok", "", status.isMapped() ? 1 : 0);
        type(out, "probes_refused_total", "counter");
        line(out, "probes_refused_total", "", probesRefused.sum());
        type(out, "stray_packets_total", "counter");
        line(out, "stray_packets_total", "", strays.sum());
        return out.toString();
    }

    private static void shim(StringBuilder out, ShimCounts sum) {
        both(out, "relayed_packets_total", sum.in(), sum.out());
        both(out, "relayed_bytes_total", sum.inBytes(), sum.outBytes());
        both(out, "relayed_drops_total", sum.droppedIn(), sum.droppedOut());
    }

    private static void both(StringBuilder out, String name, long in, long outward) {
        type(out, name, "counter");
        line(out, name, "direction=\"in\"", in);
        line(out, name, "direction=\"out\"", outward);
    }

    private static void type(StringBuilder out, String name, String type) {
        out.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, String labels, long value) {
        out.append(PREFIX).append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(value).append('\n');
    }
}
