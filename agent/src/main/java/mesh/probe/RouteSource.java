// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.SocketAddressLayout;
import mesh.net.IpAddress;
import mesh.net.TransportAddress;

/** Which source address the system gives packets, with the mark that Linux's policy routing may look at. Sends nothing. */
final class RouteSource {
    /** SOCK_DGRAM: Linux and OpenBSD. */
    private static final int SOCK_DGRAM = 2;

    private RouteSource() {}

    /** @param mark 0 for none, as anywhere but on Linux @throws IOException if there is no route */
    static IpAddress towards(TransportAddress destination, SocketAddressLayout layout, int mark) throws IOException {
        try (Descriptor socket = Libc.socket(layout.family(destination.address().isV6()), SOCK_DGRAM, 0)) {
            if (mark != 0) {
                Libc.option(socket, LinuxRawSocket.SOL_SOCKET, LinuxRawSocket.SO_MARK, mark);
            }
            Libc.connect(socket, layout.encode(destination.address(), destination.port().number()));
            return layout.address(Libc.name(socket));
        }
    }
}
