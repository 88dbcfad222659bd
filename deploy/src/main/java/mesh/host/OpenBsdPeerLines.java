// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.live.LivePeer;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.NetworkHost;
import mesh.net.Port;

/** The lines of one peer in {@code ifconfig wgN}, read one after the other. */
final class OpenBsdPeerLines {
    private final PublicKey publicKey;
    private final List<Cidr> allowedIps = new ArrayList<>();
    private Optional<Endpoint> endpoint = Optional.empty();
    private Optional<Long> handshakeAgeSeconds = Optional.empty();
    private Keepalive keepalive = new Keepalive(0);
    private boolean preshared;
    private long sentBytes;
    private long receivedBytes;

    OpenBsdPeerLines(PublicKey publicKey) {
        this.publicKey = publicKey;
    }

    /** Takes a line's words; a line of no concern is left out. */
    void read(String[] words) throws SnapshotException {
        switch (words[0]) {
            case "wgpsk" -> preshared = true;
            case "wgpka" -> keepalive = LiveValues.keepalive(OpenBsdInterfaceReader.argument(words, 1));
            case "wgendpoint" -> endpoint = endpoint(words);
            case "wgaip" -> allowedIps.add(LiveValues.network(OpenBsdInterfaceReader.argument(words, 1)));
            case "tx:" -> readTransfer(words);
            case "last" -> handshakeAgeSeconds = Optional
                    .of(Numbers.parse(OpenBsdInterfaceReader.argument(words, 2), Long.MAX_VALUE, "last handshake"));
            default -> {
                // wgdescr and whatever later releases print
            }
        }
    }

    /** {@code wgendpoint ADDRESS PORT}, or {@code wgendpoint unable to print}. */
    private static Optional<Endpoint> endpoint(String[] words) throws SnapshotException {
        String host = OpenBsdInterfaceReader.argument(words, 1);
        if (host.equals("unable")) {
            return Optional.empty();
        }
        return Optional.of(new Endpoint(new NetworkHost.Literal(IpAddress.parse(host.replaceFirst("%.*", ""))),
                Port.parse(OpenBsdInterfaceReader.argument(words, 2))));
    }

    /** {@code tx: 1234, rx: 5678}. */
    private void readTransfer(String[] words) throws SnapshotException {
        sentBytes = Numbers.parse(OpenBsdInterfaceReader.argument(words, 1).replace(",", ""), Long.MAX_VALUE, "tx");
        receivedBytes = Numbers.parse(OpenBsdInterfaceReader.argument(words, 3), Long.MAX_VALUE, "rx");
    }

    LivePeer toPeer() {
        return new LivePeer(publicKey, endpoint, allowedIps, keepalive, preshared, handshakeAgeSeconds, receivedBytes,
                sentBytes);
    }
}
