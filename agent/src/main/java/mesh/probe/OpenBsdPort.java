// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.SocketAddressLayout;
import mesh.net.TransportAddress;

/**
 * OpenBSD: packets leave by raw sockets, which receive no UDP and so cost nothing while they are open, and come by bpf(4)
 * on the egress interface. Both need root. Written by the system's headers and manuals; never run there.
 */
final class OpenBsdPort implements PortSystem {
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x8000;
    private static final int O_CLOEXEC = 0x10000;
    private static final int MSG_DONTWAIT = 0x80;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_UDP = 17;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IP_HDRINCL = 2;
    private static final int IPV6_CHECKSUM = 26;
    private static final int CHECKSUM_OFFSET = 6;
    private static final int IPV6_DONTFRAG = 62;
    private static final SocketAddressLayout LAYOUT = SocketAddressLayout.OPENBSD;

    private final ProbeSettings settings;
    private final Descriptor v4;
    private final Optional<Descriptor> v6;

    private OpenBsdPort(ProbeSettings settings, Descriptor v4, Optional<Descriptor> v6) {
        this.settings = settings;
        this.v4 = v4;
        this.v6 = v6;
    }

    /** @throws IOException if the system gives no raw socket */
    static OpenBsdPort of(ProbeSettings settings) throws IOException {
        Descriptor v4 = socket(false);
        try {
            Libc.option(v4, IPPROTO_IP, IP_HDRINCL, 1);
            return new OpenBsdPort(settings, v4, v6());
        } catch (IOException failed) {
            v4.close();
            throw failed;
        }
    }

    private static Descriptor socket(boolean isV6) throws IOException {
        return Libc.socket(LAYOUT.family(isV6), SOCK_RAW_CLOEXEC, IPPROTO_UDP);
    }

    private static Optional<Descriptor> v6() {
        try {
            Descriptor v6 = socket(true);
            try {
                Libc.option(v6, IPPROTO_IPV6, IPV6_CHECKSUM, CHECKSUM_OFFSET);
                return Optional.of(v6);
            } catch (IOException refused) {
                v6.close();
                throw refused;
            }
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    @Override
    public List<PacketSource> open() throws IOException {
        String egress = settings.egress().get()
                .orElseThrow(() -> new IOException("there is no default route, so nothing to listen on"));
        return List.of(BpfDevice.open(egress, settings.port()));
    }

    /** IPv4 with a header of ours, since DF is nowhere else to be had; rip_output(9) takes its numbers big-endian. */
    @Override
    public void send(List<PacketSource> open, TransportAddress destination, byte[] payload, boolean whole)
            throws IOException {
        byte[] to = LAYOUT.encode(destination.address(), 0);
        if (destination.address().isV6()) {
            Descriptor socket = v6.orElseThrow(() -> new IOException("this machine has no IPv6"));
            TransportAddress source = new TransportAddress(destination.address(), settings.port());
            Libc.option(socket, IPPROTO_IPV6, IPV6_DONTFRAG, whole ? 1 : 0);
            Libc.send(socket, UdpPacket.segment(source, destination, payload), MSG_DONTWAIT, to);
        } else {
            TransportAddress source = new TransportAddress(RouteSource.towards(destination, LAYOUT, 0),
                    settings.port());
            Libc.send(v4, UdpPacket.whole(source, destination, payload, whole), MSG_DONTWAIT, to);
        }
    }

    @Override
    public int closeOnExec() {
        return O_CLOEXEC;
    }

    @Override
    public void close() {
        v4.close();
        v6.ifPresent(Descriptor::close);
    }
}
