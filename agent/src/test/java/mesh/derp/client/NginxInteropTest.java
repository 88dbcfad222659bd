// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.derp.RelayPrivateKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.peer.Await;
import mesh.peer.PeerProcess;
import mesh.tls.CertificatePin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client through nginx, which ends TLS, to this project's relay behind it. */
class NginxInteropTest {
    private static final NodeName NAME = new NodeName("behind-nginx");
    private static final LatencySource NEAR = relays -> Map.of(NAME, Duration.ofMillis(5));

    @TempDir
    private Path directory;
    private final RelayPrivateKey alice = RelayPrivateKey.generate(new SecureKeySource());
    private final ClientLog log = new ClientLog();

    private PeerProcess nginx(int port, int backend, String upgrade) throws Exception {
        Optional<Path> nginx = PeerProcess.find("nginx");
        assumeTrue(nginx.isPresent(), "no nginx here: Debian's package nginx-light");
        assumeTrue(PeerProcess.find("openssl").isPresent(), "no openssl here");
        PeerProcess.output(directory, "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
                "-subj", "/CN=relay", "-addext", "subjectAltName=IP:127.0.0.1");
        Path config = Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log info;
                events {}
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  map $http_upgrade $only_websocket { default ""; websocket websocket; }
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %1$s/cert.pem;
                    ssl_certificate_key %1$s/key.pem;
                    location /derp {
                      proxy_pass http://127.0.0.1:%3$d;
                      proxy_http_version 1.1;
                      proxy_set_header Host $host;
                      proxy_set_header Upgrade %4$s;
                      proxy_set_header Connection upgrade;
                      proxy_read_timeout 1h;
                    }
                  }
                }
                """.formatted(directory, port, backend, upgrade));
        PeerProcess process = PeerProcess.start(directory, nginx.get().toString(), "-c", config.toString(), "-e",
                directory.resolve("error.log").toString());
        Await.until("nginx", 20, () -> Files.exists(directory.resolve("nginx.pid")));
        return process;
    }

    private Relay relay(int port) throws Exception {
        try (InputStream in = Files.newInputStream(directory.resolve("cert.pem"))) {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(in);
            return new Relay(NAME, NetworkHost.parse("127.0.0.1"), new Port(port),
                    new RelaySecurity.Pinned(CertificatePin.of(certificate)), Optional.empty(), Optional.empty());
        }
    }

    private void passesPackets(String upgrade, Upgrade expected) throws Exception {
        int port = PeerProcess.freePort();
        try (OwnRelay backend = OwnRelay.startPlain(alice);
                PeerProcess nginx = nginx(port, backend.port(), upgrade);
                RelayClient client = RelayClient.start(List.of(relay(port)), alice, HttpProxies.none(), NEAR, log)) {
            Await.until("up; failed with " + log.failures, 10, () -> ClientLog.isUp(client, 0));
            assertThat(client.relays().getFirst().state()).isEqualTo(new LinkState.Up(expected));

            client.send(alice.publicKey(), "to myself".getBytes(StandardCharsets.UTF_8));
            Await.until("the packet", 5, () -> log.packets.contains("behind-nginx to myself"));
            nginx.kill();
            Await.until("down", 5, () -> !ClientLog.isUp(client, 0));
        }
    }

    @Test
    void anUpgradeThatNginxRefusesBecomesAWebSocket() throws Exception {
        passesPackets("$only_websocket", Upgrade.WEBSOCKET);
    }

    @Test
    void anUpgradeThatNginxPassesOnIsUsed() throws Exception {
        passesPackets("$http_upgrade", Upgrade.DERP);
    }
}
