// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import mesh.model.Device;
import mesh.model.EndpointOption;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Node;
import mesh.name.NodeName;

/** A node among the others. Callers that are alike share one answer. Safe for concurrent use. */
final class Member {
    private final Node node;
    private final NodeName name;
    private final Caller caller;
    private final Map<Caller, Optional<Call>> calls = new ConcurrentHashMap<>();
    private volatile Known last;

    /** An answer, and to whom it was given. */
    private record Known(Caller caller, Optional<Call> call) {}

    /** @param callers gives nodes that call alike the same object */
    Member(Node node, Map<Caller, Caller> callers) {
        this.node = node;
        this.name = node.name();
        this.caller = callers.computeIfAbsent(Caller.of(node), one -> one);
        this.last = new Known(caller, choose(caller));
    }

    Node node() {
        return node;
    }

    NodeName name() {
        return name;
    }

    /** False for a device whose last day is over. */
    boolean takesPart() {
        return !(node instanceof Device device) || !device.term().over();
    }

    boolean isHost() {
        return node instanceof Host;
    }

    /** How {@code other} calls this one; absent: it cannot. Most call as the one before did. */
    @SuppressWarnings("ReferenceEquality")
    Optional<Call> callFrom(Member other) {
        Known known = last;
        if (known.caller() != other.caller) {
            known = new Known(other.caller, calls.computeIfAbsent(other.caller, this::choose));
            last = known;
        }
        return known.call();
    }

    private Optional<Call> choose(Caller from) {
        return switch (node) {
            case Device device -> Optional.empty();
            case External external -> external.endpoint()
                    .map(endpoint -> new Call(endpoint.host(), Optional.of(endpoint.port()), Call.Why.EXTERNAL));
            case Host host -> near(host, from).or(() -> host.behindNat() ? Optional.empty() : anywhere(host, from));
        };
    }

    private static Optional<Call> near(Host host, Caller from) {
        return host.endpoints().stream()
                .filter(option -> option.forSite().isPresent() && option.forSite().equals(from.site())).findFirst()
                .map(option -> call(option, Call.Why.SITE));
    }

    private static Optional<Call> anywhere(Host host, Caller from) {
        List<EndpointOption> options = host.endpoints().stream().filter(option -> option.forSite().isEmpty()).toList();
        if (options.isEmpty()) {
            return Optional.empty();
        }
        EndpointOption first = options.getFirst();
        EndpointOption best = options.stream().filter(option -> from.suits(option.host())).findFirst().orElse(first);
        return Optional.of(call(best, best.equals(first) ? Call.Why.ANYWHERE : Call.Why.FAMILY));
    }

    private static Call call(EndpointOption option, Call.Why why) {
        return new Call(option.host(), option.port(), why);
    }
}
