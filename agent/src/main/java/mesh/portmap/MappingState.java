// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.time.Duration;
import java.util.List;

import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.TransportAddress;

/** What is known of a mapping. */
public sealed interface MappingState {

    /** The router was asked and has not answered yet. */
    record Asking() implements MappingState {}

    /**
     * Packets to {@code external} come to us.
     *
     * @param lifetime as the router granted it; it is renewed at half of it
     */
    record Mapped(TransportAddress external, MapProtocol protocol, Duration lifetime) implements MappingState {
        private static final List<Cidr> NOT_PUBLIC = List.of(Cidr.parse("0.0.0.0/8"), Cidr.parse("10.0.0.0/8"),
                Cidr.parse("100.64.0.0/10"), Cidr.parse("127.0.0.0/8"), Cidr.parse("169.254.0.0/16"),
                Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"), Cidr.parse("fc00::/7"),
                Cidr.parse("fe80::/10"));

        /** Whether the router's own outer address is behind another NAT, so that the mapping helps in part only. */
        public boolean isBehindAnotherNat() {
            IpAddress address = external.address();
            return NOT_PUBLIC.stream().anyMatch(network -> network.contains(address));
        }
    }

    /**
     * There is no mapping; it is asked for again later.
     *
     * @param why for people
     */
    record Unavailable(String why) implements MappingState {}
}
