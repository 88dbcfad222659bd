// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Stream;

import mesh.libc.Libc;
import mesh.socket.SocketAddresses;

/** What this machine's system has to tell of networks: the one place that asks which it is. */
final class LocalNetworks {
    private static final String LINUX = "Linux";

    private LocalNetworks() {}

    static LocalNetwork open(MapperSettings settings) throws IOException {
        return System.getProperty("os.name").equals(LINUX)
                ? LinuxNetwork.open(settings)
                : OpenBsdNetwork.open(settings);
    }

    /** All addresses that Java knows, in the order of the system, of devices that are up. */
    static Stream<HostAddress> addresses() throws SocketException {
        return NetworkInterface.networkInterfaces().filter(LocalNetworks::isUp).flatMap(device -> device.inetAddresses()
                .map(address -> new HostAddress(device.getName(), SocketAddresses.ip(address))));
    }

    /** Those that others may call. */
    static List<HostAddress> callable(Stream<HostAddress> addresses, MapperSettings settings) {
        return addresses.filter(one -> one.canBeCalled() && !one.device().equals(settings.wireGuard())
                && !settings.meshAddresses().contains(one.address())).toList();
    }

    /** One that goes while it is read is down. */
    private static boolean isUp(NetworkInterface device) {
        try {
            return device.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    /** A clock of the system, or else Java's. */
    static long clockNanos(int clock) {
        try {
            return Libc.clockNanos(clock);
        } catch (IOException absent) {
            return System.nanoTime();
        }
    }
}
