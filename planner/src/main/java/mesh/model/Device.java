// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.IpAddress;
import mesh.net.Keepalive;

/**
 * A phone or laptop: a peer that gets a file and is never reached over SSH. It has no endpoint and calls first.
 *
 * @param name unique among all nodes
 * @param publicKey the device's own key; absent: the lock knows it once {@code mesh export} made it
 * @param owner free text for people, printable, at most 63 bytes
 * @param pinnedAddresses one of a family at the most
 * @param tags sorted
 * @param term how long it takes part
 * @param keepalive what it sends
 * @param leaving how its internet traffic goes
 */
public record Device(NodeName name, Optional<PublicKey> publicKey, Optional<String> owner,
        List<IpAddress> pinnedAddresses, SortedSet<Tag> tags, Term term, Keepalive keepalive,
        Leaving leaving) implements Node {
    /** What a device sends that the spec says nothing about. */
    static final Keepalive KEEPALIVE = new Keepalive(25);

    /**
     * How long a device takes part.
     *
     * @param end the first day, in UTC, on which it does not; absent: there is none
     * @param over true once that day has come
     */
    public record Term(Optional<LocalDate> end, boolean over) {
        /** For ever. */
        public static final Term OPEN = new Term(Optional.empty(), false);

        /** As it is on a day. */
        public Term on(LocalDate today) {
            return new Term(end, end.filter(day -> !day.isAfter(today)).isPresent());
        }
    }

    /**
     * How a device's internet traffic goes, and whom it asks for names.
     *
     * @param exit the host that carries it; absent: the device's own way
     * @param resolvers in the order in which they are asked; empty: those of the mesh
     */
    public record Leaving(Optional<NodeName> exit, List<IpAddress> resolvers) {
        /** Of a device about which nothing is said. */
        public static final Leaving USUAL = new Leaving(Optional.empty(), List.of());

        public Leaving {
            resolvers = List.copyOf(resolvers);
        }
    }

    public Device {
        pinnedAddresses = List.copyOf(pinnedAddresses);
    }

    /** As it is on a day. */
    Device on(LocalDate today) {
        return new Device(name, publicKey, owner, pinnedAddresses, tags, term.on(today), keepalive, leaving);
    }
}
