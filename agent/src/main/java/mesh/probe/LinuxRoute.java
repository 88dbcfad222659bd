// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;

import mesh.libc.Descriptor;
import mesh.libc.Libc;
import mesh.libc.SocketAddressLayout;
import mesh.net.IpAddress;
import mesh.net.TransportAddress;

/** Which source address Linux gives packets, with the mark that policy routing may look at. Sends nothing. */
final class LinuxRoute {
    private LinuxRoute() {}

    /** @throws IOException if there is no route */
    static IpAddress source(TransportAddress destination, int mark) throws IOException {
        SocketAddressLayout layout = SocketAddressLayout.LINUX;
        try (Descriptor socket = Libc.socket(layout.family(destination.address().isV6()),
                LinuxRawSocket.SOCK_DGRAM | LinuxRawSocket.SOCK_CLOEXEC, 0)) {
            if (mark != 0) {
                Libc.option(socket, LinuxRawSocket.SOL_SOCKET, LinuxRawSocket.SO_MARK, mark);
            }
            Libc.connect(socket, layout.encode(destination.address(), destination.port().number()));
            return layout.address(Libc.name(socket));
        }
    }
}
