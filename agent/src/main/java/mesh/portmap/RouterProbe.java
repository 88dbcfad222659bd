// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.TransportAddress;
import mesh.socket.SocketAddresses;

/**
 * What a router speaks, asked in a way that changes nothing there: mappings are neither made nor lost.
 *
 * @param pcp whether it answered PCP's ANNOUNCE
 * @param natPmp whether it answered NAT-PMP's question for its address
 * @param external its outer address, if NAT-PMP told
 */
public record RouterProbe(boolean pcp, boolean natPmp, Optional<IpAddress> external) {
    private static final int TRIES = 3;
    private static final int WAIT_MILLIS = 250;
    private static final int MOST_BYTES = 1100;
    private static final RouterProbe NOTHING = new RouterProbe(false, false, Optional.empty());

    /** Blocks for 750 ms at most. */
    public static RouterProbe ask(IpAddress router) {
        RouterProbe known = NOTHING;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(SocketAddresses.inet(new TransportAddress(router, PortMapping.ROUTER_PORT)));
            socket.setSoTimeout(WAIT_MILLIS);
            for (int i = 0; i < TRIES && !(known.pcp && known.natPmp); i++) {
                send(socket, Pcp.announceRequest(SocketAddresses.ip(socket.getLocalAddress())));
                send(socket, NatPmp.addressRequest());
                known = listen(socket, known);
            }
        } catch (IOException refused) {
            // The router's ICMP, or no route: what is known by then.
        }
        return known;
    }

    private static void send(DatagramSocket socket, byte[] request) throws IOException {
        socket.send(new DatagramPacket(request, request.length));
    }

    private static RouterProbe listen(DatagramSocket socket, RouterProbe before) throws IOException {
        RouterProbe known = before;
        long end = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
        try {
            while (!(known.pcp && known.natPmp) && System.nanoTime() - end < 0) {
                DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES], MOST_BYTES);
                socket.receive(packet);
                known = known.with(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (SocketTimeoutException silent) {
            // The next try, if there is one.
        }
        return known;
    }

    /** A router of one protocol answers the other with a refusal in its own. */
    private RouterProbe with(byte[] answer) {
        if (answer.length >= 24 && answer[0] == Pcp.VERSION && answer[3] == 0) {
            return new RouterProbe(true, natPmp, external);
        }
        return NatPmp.decode(answer).filter(MapAnswer.Address.class::isInstance).map(MapAnswer.Address.class::cast)
                .map(told -> new RouterProbe(pcp, true, Optional.of(told.address()))).orElse(this);
    }
}
