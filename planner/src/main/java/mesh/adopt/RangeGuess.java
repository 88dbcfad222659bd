// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.config.InterfaceConfig;
import mesh.config.PeerConfig;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.net.IpV6;

/** The range that a mesh's addresses come from, of one family. */
final class RangeGuess {
    /** Where interfaces have single addresses, ranges are taken to be as large as people make them. */
    private static final int USUAL_V4 = 24;
    private static final int USUAL_V6 = 64;

    private final boolean v6;
    private final List<Cidr> connected = new ArrayList<>();
    private final List<IpAddress> addresses = new ArrayList<>();

    private RangeGuess(boolean v6) {
        this.v6 = v6;
    }

    /** The connected prefix that most interfaces have, else the smallest usual one that holds all their addresses. */
    static Optional<Cidr> of(List<FoundHost> hosts, boolean v6) {
        RangeGuess guess = new RangeGuess(v6);
        hosts.stream().map(FoundHost::config).forEach(guess::add);
        if (guess.addresses.isEmpty()) {
            hosts.stream().map(FoundHost::config).flatMap(config -> config.peers().stream()).forEach(guess::add);
        }
        return guess.choose();
    }

    private void add(InterfaceConfig config) {
        for (InterfaceAddress own : config.addresses()) {
            if (own.address().isV6() == v6) {
                addresses.add(own.address());
                if (own.prefixLength() < own.address().bits()) {
                    connected.add(own.connected());
                }
            }
        }
    }

    /** Of hosts without addresses, such as those of {@code wg show dump}, peers tell. */
    private void add(PeerConfig peer) {
        peer.allowedIps().stream().filter(network -> network.isV6() == v6)
                .filter(network -> network.prefixLength() == network.network().bits())
                .map(Cidr::network).forEach(addresses::add);
    }

    private Optional<Cidr> choose() {
        Optional<Cidr> common = Views.mostCommon(connected);
        if (common.isPresent() || addresses.isEmpty()) {
            return common;
        }
        int bits = v6 ? IpV6.BITS : IpV4.BITS;
        for (int length = v6 ? USUAL_V6 : USUAL_V4; length >= (v6 ? 48 : 8); length--) {
            Cidr range = new Cidr(addresses.getFirst().masked(length), length);
            if (addresses.stream().allMatch(range::contains)) {
                return Optional.of(range);
            }
        }
        return Optional.of(new Cidr(addresses.getFirst().masked(bits / 4), bits / 4));
    }
}
