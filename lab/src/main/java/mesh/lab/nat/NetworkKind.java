// SPDX-License-Identifier: Apache-2.0
package mesh.lab.nat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import mesh.lab.HostOption;
import mesh.lab.LabBuilder;
import mesh.lab.NatKind;
import mesh.lab.RouterOption;
import mesh.lab.RouterTrait;

/** Where a host may find itself. The order is that of the matrix. */
public enum NetworkKind {
    PUBLIC("public", "an address of its own, IPv4 only", Way.OPEN),
    ENDPOINT_INDEPENDENT("eim",
            "NAT with one mapping for all destinations: a full cone, the second host an address cone",
            Way.OPEN),
    PORT_PRESERVING("preserving", "NAT that keeps the port and lets in who was asked", Way.ASKED),
    SYMMETRIC("symmetric", "NAT with a random port for each destination", Way.UNKNOWN),
    DOUBLE("double", "two NATs in a row that keep the port", Way.ASKED),
    CGNAT("cgnat", "a customer's NAT behind its provider's, both hosts of the kind at one provider; hairpin",
            Way.ASKED),
    UDP_BLOCKED("no-udp", "no UDP at all", Way.CLOSED),
    PROXY_ONLY("proxy", "nothing but an HTTP proxy", Way.CLOSED),
    IPV6("ipv6", "NAT that keeps the port, and IPv6, which the other kinds do not have", Way.ASKED),
    SHARED("shared", "both hosts of the kind behind one NAT that keeps the port", Way.ASKED),
    DPI("dpi", "NAT that keeps the port; WireGuard's types are dropped, all else passes", Way.CLOSED),
    MTU_HOLE("mtu-hole", "NAT that keeps the port; what is longer than 1,280 bytes is lost without a word", Way.CLOSED),
    ONE_WAY("one-way", "NAT that keeps the port; UDP leaves, only STUN comes in", Way.CLOSED);

    /** How a host can be called. */
    private enum Way {
        /** By anybody who was called, at one address. */
        OPEN,
        /** By whom it called at that very address and port, at one address. */
        ASKED,
        /** By whom it called, at an address that only that one sees. */
        UNKNOWN,
        /** Not at all. */
        CLOSED
    }

    private final String id;
    private final String words;
    private final Way way;

    NetworkKind(String id, String words, Way way) {
        this.id = id;
        this.words = words;
        this.way = way;
    }

    /** A word for tables and host names. */
    public String id() {
        return id;
    }

    /** A clause for people. */
    public String words() {
        return words;
    }

    /** Whether a direct path exists between hosts of the two kinds that no luck is needed for. */
    public boolean meets(NetworkKind other) {
        return meet(way, other.way);
    }

    /** Whether probes of full size can pass both ways, be it that WireGuard cannot: a trial of that path is right. */
    boolean probesMeet(NetworkKind other) {
        return meet(wayOfProbes(), other.wayOfProbes());
    }

    private Way wayOfProbes() {
        return this == DPI ? Way.ASKED : way;
    }

    private static boolean meet(Way one, Way other) {
        Set<Way> ways = EnumSet.of(one, other);
        return !ways.contains(Way.CLOSED) && (!ways.contains(Way.UNKNOWN) || ways.contains(Way.OPEN));
    }

    /** Name of one of its two hosts. @param second whether it is the second */
    public String host(boolean second) {
        return id + (second ? "-b" : "-a");
    }

    /** The router in front of a host, the one with the outermost address; empty where there is none. */
    public Optional<String> outermost(boolean second) {
        return switch (this) {
            case PUBLIC -> Optional.empty();
            case CGNAT, SHARED -> Optional.of(id + "-r");
            case DOUBLE -> Optional.of(id + (second ? "-ob" : "-oa"));
            default -> Optional.of(id + (second ? "-rb" : "-ra"));
        };
    }

    /** Declares its two hosts and what is in front of them. */
    LabBuilder declare(LabBuilder lab) {
        return switch (this) {
            case PUBLIC -> lab.linux(host(false)).linux(host(true));
            case SHARED -> lab.router("shared-r", NatKind.PORT_PRESERVING)
                    .linux(host(false), HostOption.behind("shared-r")).linux(host(true), HostOption.behind("shared-r"));
            case CGNAT -> home(home(lab.router("cgnat-r", NatKind.FULL_CONE, RouterOption.with(RouterTrait.HAIRPIN)),
                    false, "cgnat-r"), true, "cgnat-r");
            case DOUBLE -> home(home(lab.router("double-oa", NatKind.PORT_PRESERVING)
                    .router("double-ob", NatKind.PORT_PRESERVING), false, "double-oa"), true, "double-ob");
            case ENDPOINT_INDEPENDENT -> pair(lab, NatKind.FULL_CONE, NatKind.ADDRESS_CONE);
            case SYMMETRIC -> pair(lab, NatKind.SYMMETRIC, NatKind.SYMMETRIC);
            case UDP_BLOCKED -> pair(lab, NatKind.UDP_BLOCKED, NatKind.UDP_BLOCKED);
            case PORT_PRESERVING -> pair(lab, NatKind.PORT_PRESERVING, NatKind.PORT_PRESERVING);
            case PROXY_ONLY -> with(lab, RouterTrait.HTTP_PROXY_ONLY);
            case IPV6 -> with(lab, RouterTrait.IPV6);
            case DPI -> with(lab, RouterTrait.DROPS_WIREGUARD);
            case MTU_HOLE -> with(lab, RouterTrait.MTU_HOLE);
            case ONE_WAY -> with(lab, RouterTrait.ONE_WAY);
        };
    }

    private LabBuilder home(LabBuilder lab, boolean second, String outer) {
        String router = id + (second ? "-rb" : "-ra");
        return lab.router(router, NatKind.PORT_PRESERVING, RouterOption.behind(outer))
                .linux(host(second), HostOption.behind(router));
    }

    private LabBuilder pair(LabBuilder lab, NatKind first, NatKind second) {
        return lab.router(id + "-ra", first).linux(host(false), HostOption.behind(id + "-ra"))
                .router(id + "-rb", second).linux(host(true), HostOption.behind(id + "-rb"));
    }

    private LabBuilder with(LabBuilder lab, RouterTrait trait) {
        return lab.router(id + "-ra", NatKind.PORT_PRESERVING, RouterOption.with(trait))
                .linux(host(false), HostOption.behind(id + "-ra"))
                .router(id + "-rb", NatKind.PORT_PRESERVING, RouterOption.with(trait))
                .linux(host(true), HostOption.behind(id + "-rb"));
    }
}
