// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/** What stands before a host: how it translates, and whom it lets in. */
final class Nat {
    /** Kinds of mapping and filtering. */
    enum Kind {
        PUBLIC, FULL_CONE, ADDRESS_RESTRICTED, PORT_RESTRICTED, SYMMETRIC, BLOCKED;

        boolean isIndependent() {
            return this == PUBLIC || this == FULL_CONE || this == ADDRESS_RESTRICTED;
        }
    }

    private static final long LIFETIME = Timeline.ms(40_000);

    private static final class Mapping {
        final int port;
        final Optional<TransportAddress> only;
        final Map<TransportAddress, Long> sentTo = new HashMap<>();
        long usedAt;

        Mapping(int port, Optional<TransportAddress> only) {
            this.port = port;
            this.only = only;
        }
    }

    Kind kind;
    IpAddress outside;
    private final Timeline time;
    private final List<Mapping> mappings = new ArrayList<>();

    Nat(Timeline time, Kind kind, IpAddress outside) {
        this.time = time;
        this.kind = kind;
        this.outside = outside;
    }

    /** The source that the world sees; empty if nothing gets out. */
    Optional<TransportAddress> out(TransportAddress inner, TransportAddress to) {
        if (kind == Kind.BLOCKED) {
            return Optional.empty();
        }
        if (kind == Kind.PUBLIC) {
            return Optional.of(new TransportAddress(outside, inner.port()));
        }
        expire();
        Mapping mapping = mappings.stream().filter(one -> one.only.isEmpty() || one.only.get().equals(to)).findFirst()
                .orElseGet(() -> {
                    Mapping made = new Mapping(port(inner), kind == Kind.SYMMETRIC
                            ? Optional.of(to)
                            : Optional.empty());
                    mappings.add(made);
                    return made;
                });
        mapping.usedAt = time.now();
        mapping.sentTo.put(to, time.now());
        return Optional.of(new TransportAddress(outside, new Port(mapping.port)));
    }

    private int port(TransportAddress inner) {
        return kind == Kind.PORT_RESTRICTED && mappings.isEmpty() && !rebound
                ? inner.port().number()
                : 10_000 + time.random.nextInt(50_000);
    }

    private boolean rebound;

    /** Whether a packet gets in. */
    boolean in(TransportAddress from, TransportAddress to) {
        if (kind == Kind.BLOCKED || !to.address().equals(outside)) {
            return false;
        }
        if (kind == Kind.PUBLIC) {
            return true;
        }
        expire();
        return mappings.stream().anyMatch(one -> one.port == to.port().number() && admits(one, from));
    }

    private boolean admits(Mapping mapping, TransportAddress from) {
        return switch (kind) {
            case FULL_CONE -> true;
            case ADDRESS_RESTRICTED ->
                mapping.sentTo.keySet().stream().anyMatch(to -> to.address().equals(from.address()));
            default -> mapping.sentTo.containsKey(from);
        };
    }

    private void expire() {
        mappings.removeIf(one -> time.now() - one.usedAt > LIFETIME);
        mappings.forEach(one -> one.sentTo.values().removeIf(at -> time.now() - at > LIFETIME));
    }

    /** All mappings are lost; the next ones get other ports. */
    void rebind() {
        mappings.clear();
        rebound = true;
    }

    /** Started anew, with another address. */
    void reboot(IpAddress next) {
        rebind();
        outside = next;
    }
}
