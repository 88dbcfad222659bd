// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.SocketAddressLayout;
import mesh.net.IpAddress;
import mesh.net.TransportAddress;

/**
 * By raw sockets that take whole IP packets, with any source. Such sockets receive nothing, so that they cost nothing while
 * they are open. The kernel loops packets to its own addresses back, and says that they came by the interface that has the
 * address: so WireGuard goes on sending from there.
 */
final class LinuxInjector implements PacketInjector {
    private static final int IPPROTO_RAW = 255;

    private final Descriptor v4;
    private final Optional<Descriptor> v6;
    private final int mark;

    private LinuxInjector(Descriptor v4, Optional<Descriptor> v6, int mark) {
        this.v4 = v4;
        this.v6 = v6;
        this.mark = mark;
    }

    /** @throws IOException if the system gives no raw socket */
    static LinuxInjector open(int mark) throws IOException {
        return new LinuxInjector(socket(false), v6(), mark);
    }

    private static Optional<Descriptor> v6() {
        try {
            return Optional.of(socket(true));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static Descriptor socket(boolean isV6) throws IOException {
        return Libc.socket(SocketAddressLayout.LINUX.family(isV6),
                LinuxRawSocket.SOCK_RAW | LinuxRawSocket.SOCK_CLOEXEC, IPPROTO_RAW);
    }

    @Override
    public synchronized void inject(TransportAddress source, TransportAddress destination, ByteBuffer payload)
            throws IOException {
        if (source.address().isV6() != destination.address().isV6()) {
            throw new IOException(source + " and " + destination + " are of two families");
        }
        if (payload.remaining() > UdpPacket.MOST_PAYLOAD_BYTES) {
            throw new IOException(payload.remaining() + " bytes are more than UDP carries");
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        Descriptor socket = source.address().isV6()
                ? v6.orElseThrow(() -> new IOException("this machine has no IPv6"))
                : v4;
        Libc.send(socket, UdpPacket.whole(source, destination, bytes, true), LinuxRawSocket.MSG_DONTWAIT,
                SocketAddressLayout.LINUX.encode(destination.address(), 0));
    }

    @Override
    public IpAddress localTowards(TransportAddress remote) throws IOException {
        return RouteSource.towards(remote, SocketAddressLayout.LINUX, mark);
    }

    @Override
    public synchronized void close() {
        v4.close();
        v6.ifPresent(Descriptor::close);
    }
}
