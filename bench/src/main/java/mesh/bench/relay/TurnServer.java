// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.PeerMissingException;
import mesh.derp.Octets;
import mesh.json.ConfigException;
import mesh.relay.config.RelayFiles;

/** coturn, without passwords and with one thread for its one core. Both ends of a pair have an allocation. */
final class TurnServer implements Server {
    private final ServerProcess process;
    private final InetSocketAddress address;
    private final List<Binding> bindings = new ArrayList<>();

    /** @param request says that the client's channel leads to its peer */
    private record Binding(TlsClient client, Octets request) {}

    private TurnServer(ServerProcess process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    static TurnServer start(Path directory, int clients)
            throws IOException, InterruptedException, PeerMissingException {
        String program = Os.program("turnserver").map(Path::toString)
                .orElseThrow(() -> new PeerMissingException("no turnserver on PATH: it is Debian's package coturn"));
        Files.createDirectories(directory);
        Path certificate = directory.resolve("certificate.pem");
        Path key = directory.resolve("certificate.key");
        try {
            RelayFiles.selfSigned(certificate, key, List.of());
        } catch (ConfigException cannotWrite) {
            throw new IOException(cannotWrite);
        }
        int port = ServerProcess.freePort();
        ServerProcess process = ServerProcess.start(directory, port, List.of(program, "-n", "--no-auth", "--no-cli",
                "--no-dtls", "--no-udp", "--no-tcp", "--listening-ip", "127.0.0.1", "--relay-ip", "127.0.0.1",
                "--allow-loopback-peers", "--tls-listening-port", Integer.toString(port), "--cert",
                certificate.toString(),
                "--pkey", key.toString(), "-m", "1", "--no-stdout-log", "--simple-log", "--log-file",
                directory.resolve("turn.log").toString(), "--pidfile", directory.resolve("pid").toString(), "--userdb",
                directory.resolve("turndb").toString()));
        return new TurnServer(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    @Override
    public ServerProcess process() {
        return process;
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public Pair connect(int number) throws IOException {
        TlsClient from = TlsClient.connect(address);
        TlsClient to = TlsClient.connect(address);
        from.send(TurnFraming.allocate());
        byte[] fromAddress = TurnFraming.relayedAddress(from);
        to.send(TurnFraming.allocate());
        byte[] toAddress = TurnFraming.relayedAddress(to);
        bind(new Binding(from, Octets.of(TurnFraming.bind(toAddress))));
        bind(new Binding(to, Octets.of(TurnFraming.bind(fromAddress))));
        return new Pair(from, to, new TurnFraming(), TurnFraming.dataHeader());
    }

    private void bind(Binding binding) throws IOException {
        binding.client().send(binding.request().bytes());
        TurnFraming.bound(binding.client());
        bindings.add(binding);
    }

    @Override
    public TlsClient connectIdle(int number) throws IOException {
        TlsClient client = TlsClient.connect(address);
        client.send(TurnFraming.allocate());
        TurnFraming.relayedAddress(client);
        return client;
    }

    /** Permissions end after five minutes, channels after ten. */
    @Override
    public void refresh() throws IOException {
        for (Binding binding : bindings) {
            binding.client().send(binding.request().bytes());
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
