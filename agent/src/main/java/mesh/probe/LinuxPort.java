// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * Linux: raw sockets, which need CAP_NET_RAW (and CAP_NET_ADMIN for a mark). They are open with the window only, since the
 * kernel copies each UDP packet of the host for them before it asks the filter; what is sent without a window has a socket
 * for itself.
 */
final class LinuxPort implements PortSystem {
    private static final int O_CLOEXEC = 0x80000;

    private final ProbeSettings settings;

    private LinuxPort(ProbeSettings settings) {
        this.settings = settings;
    }

    /** @throws IOException if the system gives no raw socket */
    static LinuxPort of(ProbeSettings settings) throws IOException {
        LinuxRawSocket.open(false, settings).close();
        return new LinuxPort(settings);
    }

    @Override
    public List<PacketSource> open() throws IOException {
        List<PacketSource> sockets = new ArrayList<>();
        sockets.add(LinuxRawSocket.open(false, settings));
        v6().ifPresent(sockets::add);
        return sockets;
    }

    /** A machine may do without IPv6. */
    private Optional<LinuxRawSocket> v6() {
        try {
            return Optional.of(LinuxRawSocket.open(true, settings));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    @Override
    public void send(List<PacketSource> open, TransportAddress destination, byte[] payload, boolean whole)
            throws IOException {
        boolean isV6 = destination.address().isV6();
        for (PacketSource source : open) {
            if (source instanceof LinuxRawSocket socket && socket.isV6() == isV6) {
                socket.send(destination, payload, whole);
                return;
            }
        }
        try (LinuxRawSocket socket = LinuxRawSocket.open(isV6, settings)) {
            socket.send(destination, payload, whole);
        }
    }

    @Override
    public int closeOnExec() {
        return O_CLOEXEC;
    }

    @Override
    public void close() {
        // Nothing is held besides windows.
    }
}
