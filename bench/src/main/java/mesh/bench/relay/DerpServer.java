// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.bench.PeerMissingException;
import mesh.derp.RelayPrivateKey;
import mesh.key.SecureKeySource;

/** Our relay, run as the service runs it, or stock derper. */
record DerpServer(ServerProcess process, InetSocketAddress address, List<RelayPrivateKey> keys) implements Server {
    /** Names the program, where it is not on PATH. */
    private static final String DERPER = "DERPER";
    /** Names a build of our relay other than this tree's. */
    private static final String JAR = "RELAY_JAR";
    /** Further options for its Java. */
    private static final String OPTIONS = "RELAY_OPTIONS";
    /** What the unit gives a relay for 10,000 connections. */
    private static final String HEAP_MIB = "346";

    /** @param clients so many are admitted */
    static DerpServer ours(Path directory, int clients) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path root = Path.of(System.getProperty("mesh.root", "."));
        List<RelayPrivateKey> keys = newKeys(clients);
        int port = ServerProcess.freePort();
        Files.write(directory.resolve("admit"), keys.stream().map(key -> key.publicKey().hex() + " a").toList());
        List<String> java = javaCommand(root);
        run(directory, java, "--init", ".");
        Files.writeString(directory.resolve("relay.json"), String.format(Locale.ROOT,
                "{\"listen\": [\"127.0.0.1:%d\"], \"tls\": {\"mode\": \"self-signed\", \"certificate\": \"certificate.pem\", "
                        + "\"key\": \"certificate.key\"}, \"identity\": \"relay.key\", \"admit\": \"admit\", "
                        + "\"limits\": {\"accepts-per-minute\": 0}}",
                port));
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("--config", "relay.json"));
        return new DerpServer(ServerProcess.start(directory, port, command), onLoopback(port), keys);
    }

    /** With the options that the service's unit has. */
    private static List<String> javaCommand(Path root) throws IOException {
        String unit = Files.readAllLines(root.resolve("templates/relay.service.ftl")).stream()
                .filter(line -> line.startsWith("ExecStart=")).collect(Collectors.joining());
        Stream<String> options = Stream.of(unit.replace("${heapMib}", HEAP_MIB).split(" ", -1))
                .filter(word -> word.startsWith("-X"));
        Stream<String> extra = Stream.of(System.getenv().getOrDefault(OPTIONS, "").split(" ", -1))
                .filter(word -> !word.isEmpty());
        return Stream.of(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()), options, extra,
                Stream.of("-jar",
                        System.getenv().getOrDefault(JAR,
                                root.toAbsolutePath().resolve("agent/target/mesh-agent.jar").toString()),
                        "relay"))
                .flatMap(words -> words).toList();
    }

    private static void run(Path directory, List<String> command, String... arguments)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        Process process = new ProcessBuilder(all).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(directory.resolve("init").toFile()).start();
        if (process.waitFor() != 0) {
            throw new IOException(all + " failed: " + Files.readString(directory.resolve("init")));
        }
    }

    /** Without limits, with TLS by a certificate it makes itself. */
    static DerpServer derper(Path directory, int clients)
            throws IOException, InterruptedException, PeerMissingException {
        String program = Optional.ofNullable(System.getenv(DERPER)).filter(named -> Files.isExecutable(Path.of(named)))
                .or(() -> Os.program("derper").map(Path::toString))
                .orElseThrow(() -> new PeerMissingException("no derper on PATH, nor named by DERPER: "
                        + "go install tailscale.com/cmd/derper@v1.100.0 builds it"));
        Files.createDirectories(directory);
        int port = ServerProcess.freePort();
        ServerProcess process = ServerProcess.start(directory, port, List.of(program, "-a", "127.0.0.1:" + port,
                "-hostname", "127.0.0.1", "-certmode", "manual", "-certdir", directory.toString(), "-http-port", "-1",
                "-stun=false", "-c", directory.resolve("derper.json").toString()));
        return new DerpServer(process, onLoopback(port), newKeys(clients));
    }

    private static InetSocketAddress onLoopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static List<RelayPrivateKey> newKeys(int count) {
        return Stream.generate(() -> RelayPrivateKey.generate(new SecureKeySource())).limit(count).toList();
    }

    @Override
    public Pair connect(int number) throws IOException {
        return DerpFraming.connect(address, keys.get(2 * number), keys.get(2 * number + 1));
    }

    @Override
    public TlsClient connectIdle(int number) throws IOException {
        return DerpFraming.login(address, keys.get(number));
    }

    @Override
    public void close() {
        process.close();
    }
}
