// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import mesh.net.NetworkHost;

/** TCP to an sshd: each address of a name in the resolver's order until one answers. */
final class TcpConnection {
    private TcpConnection() {}

    /** @throws SshException {@code UNREACHABLE}, with what each address did */
    static Socket open(HostKeyName name, Duration timeout) throws SshException {
        List<String> failures = new ArrayList<>();
        for (InetAddress address : resolve(name.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, name.port().number()), (int) timeout.toMillis());
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException failed) {
                failures.add(address.getHostAddress() + " port " + name.port() + ": " + reason(failed, timeout));
                closeQuietly(socket);
            }
        }
        throw unreachable(name, String.join("; ", failures));
    }

    private static InetAddress[] resolve(NetworkHost host) throws SshException {
        try {
            return InetAddress.getAllByName(host.toString());
        } catch (UnknownHostException unknown) {
            throw new SshException(SshException.Reason.UNREACHABLE, "cannot find an address for " + host
                    + ": check ssh.host in the spec, and the resolver of this machine");
        }
    }

    private static String reason(IOException failed, Duration timeout) {
        if (failed instanceof SocketTimeoutException) {
            return "no answer within " + timeout.toMillis() / 1000.0 + " s";
        }
        String message = failed.getMessage();
        return message == null ? failed.getClass().getSimpleName() : message;
    }

    private static SshException unreachable(HostKeyName name, String why) {
        return new SshException(SshException.Reason.UNREACHABLE,
                "cannot reach " + name + ": " + why + "; check that the host is up and that its sshd listens there");
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // nothing is left to close
        }
    }
}
