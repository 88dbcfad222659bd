// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A socket of the controller's, IPv4 and IPv6, that tells what hosts' packets look like there. */
final class UdpWitness implements AutoCloseable {

    /** Where hosts send from. */
    static final int HOST_PORT = 40001;

    /** Longest time that a packet takes on this machine, in milliseconds; a lost one costs it. */
    private static final int PATIENCE = 700;

    private static final String LISTEN = """
            perl -MIO::Socket::IP -MIO::Select -e '
              my $s = IO::Socket::IP->new(Proto => "udp", LocalHost => "%s", LocalPort => %d) or die;
              open my $flag, ">", "/tmp/listens"; close $flag;
              if (IO::Select->new($s)->can_read(%f)) {
                $s->recv(my $text, 2000, 0);
                my $host = $s->peerhost;
                $host =~ s/^::ffff://;
                print "$text from $host:" . $s->peerport;
              }'
            """;

    private final Lab lab;
    private final DatagramSocket socket;
    private InetSocketAddress last = InetSocketAddress.createUnresolved("nobody", 1);
    private Optional<LabHost> lastHost = Optional.empty();

    UdpWitness(Lab lab, int port) throws IOException {
        this.lab = lab;
        this.socket = new DatagramSocket(port);
        socket.setSoTimeout(PATIENCE);
    }

    /** A shell command that sends a payload, a Perl expression, from a port. */
    static String say(String to, int toPort, int fromPort, String payload) {
        return "perl -MIO::Socket::IP -e 'my $s = IO::Socket::IP->new(Proto => \"udp\", LocalPort => " + fromPort
                + ", PeerHost => \"" + to + "\", PeerPort => " + toPort + ") or die $!; $s->send(" + payload + ")'";
    }

    /** Where a packet of the host's seems to come from; empty where none arrives. */
    Optional<InetSocketAddress> hears(LabHost host, String payload) throws IOException {
        return hearsFrom(host, HOST_PORT, payload);
    }

    Optional<InetSocketAddress> hearsFrom(LabHost host, int port, String payload) throws IOException {
        host.run(say(lab.controllerAddress(), socket.getLocalPort(), port, payload)).orThrow();
        return received(host);
    }

    Optional<InetSocketAddress> hears6(LabHost host, String payload) throws IOException {
        host.run(say(lab.controllerAddress6(), socket.getLocalPort(), HOST_PORT, payload)).orThrow();
        return received(host);
    }

    private Optional<InetSocketAddress> received(LabHost host) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException lost) {
            return Optional.empty();
        }
        last = (InetSocketAddress) packet.getSocketAddress();
        lastHost = Optional.of(host);
        return Optional.of(last);
    }

    /** Whether the host that was heard last gets an answer. */
    boolean answerArrives(String text) {
        return answerArrivesAt(lastHost.orElseThrow(), last, text);
    }

    boolean answerArrivesAt(LabHost host, InetSocketAddress mapped, String text) {
        CompletableFuture<LabResult> heard = listening(host, HOST_PORT);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, mapped));
        } catch (IOException e) {
            throw new LabException("cannot send", e);
        }
        return !heard.join().orThrow().isEmpty();
    }

    /** What the second hears when the first calls it at its provider's address. */
    static String between(LabHost first, LabHost second, String outside) {
        CompletableFuture<LabResult> heard = listening(second, 40002);
        first.run(say(outside, 40002, HOST_PORT, "\"hello\"")).orThrow();
        return heard.join().orThrow();
    }

    private static CompletableFuture<LabResult> listening(LabHost host, int port) {
        host.run("rm -f /tmp/listens").orThrow();
        CompletableFuture<LabResult> heard = CompletableFuture
                .supplyAsync(() -> host.run(LISTEN.formatted("::", port, PATIENCE / 1000.0)));
        Keeper.await("socket of " + host.name(), Command.DEFAULT_TIMEOUT, () -> host.run("test -e /tmp/listens").ok());
        return heard;
    }

    /** How many bytes of so many come to the host over a connection that it makes. */
    int countsOverTcp(LabHost host, int bytes) throws IOException {
        try (ServerSocket server = serving(bytes)) {
            return count(host, "/dev/tcp/" + lab.controllerAddress() + "/" + server.getLocalPort(), "");
        }
    }

    int countsOverProxy(LabHost host, String proxy, int bytes) throws IOException {
        try (ServerSocket server = serving(bytes)) {
            String request = "CONNECT " + lab.controllerAddress() + ":" + server.getLocalPort()
                    + " HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n";
            return count(host, "/dev/tcp/" + proxy + "/" + RouterTrait.PROXY_PORT,
                    "printf '" + request + "' >&3; read -r answer <&3; read -r empty <&3; ");
        }
    }

    private static int count(LabHost host, String where, String first) {
        String program = "exec 3<>" + where + " || exit 0; " + first + "wc -c <&3";
        String out = host.run("timeout 5 /usr/bin/bash -c '" + program.replace("'", "'\\''") + "' 2>/dev/null").out();
        return out.isBlank() ? 0 : Integer.parseInt(out.strip());
    }

    private static ServerSocket serving(int bytes) throws IOException {
        ServerSocket server = new ServerSocket(0);
        Thread.ofVirtual().start(() -> {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(new byte[bytes]);
            } catch (IOException closed) {
                return;
            }
        });
        return server;
    }

    @Override
    public void close() {
        socket.close();
    }
}
