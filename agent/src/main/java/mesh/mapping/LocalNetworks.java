// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

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

    /** All addresses that others may call, in the order of the system. */
    static List<HostAddress> addresses(MapperSettings settings) throws SocketException {
        List<HostAddress> addresses = new ArrayList<>();
        for (NetworkInterface device : NetworkInterface.networkInterfaces().toList()) {
            if (!device.getName().equals(settings.wireGuard()) && isUp(device)) {
                device.inetAddresses()
                        .map(address -> new HostAddress(device.getName(), SocketAddresses.ip(address)))
                        .filter(one -> one.canBeCalled() && !settings.meshAddresses().contains(one.address()))
                        .forEach(addresses::add);
            }
        }
        return addresses;
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
