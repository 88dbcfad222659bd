// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/** Hosts have certificates for their names, every system of the mesh takes them, and their keys never leave them. */
class CertificateStoriesTest {
    private static final String PUBLIC_ROOTS = "# the system's own authorities\n";

    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();
    private String recipient = "";
    /** What alder trusts without the mesh. */
    private String ownRoots = "";

    private Fleet two() throws IOException, InterruptedException {
        Fleet fleet = Fleet.start(folder, "tls", lab -> lab.linux("alder").openBsd("birch"));
        Path identity = folder.resolve("identity.txt");
        Process keygen = new ProcessBuilder("age-keygen", "-o", identity.toString()).redirectErrorStream(true).start();
        keygen.getInputStream().readAllBytes();
        assertThat(keygen.waitFor()).isZero();
        recipient = Files.readAllLines(identity).stream().filter(line -> line.startsWith("# public key: ")).findFirst()
                .orElseThrow().substring("# public key: ".length());
        environment = Map.of("MESH_AGE_IDENTITY_FILE", identity.toString());
        spec(fleet, "90d", "30d");
        fleet.host("alder").run("mkdir -p /etc/ssl/certs /etc/ca-certificates/update.d /usr/local/share/ca-certificates"
                + " && : >/etc/ca-certificates.conf && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
                + " -days 30 -subj /CN=owner -keyout /dev/null -out /usr/local/share/ca-certificates/owner.crt"
                + " && update-ca-certificates").orThrow();
        ownRoots = fleet.host("alder").run("cat /etc/ssl/certs/ca-certificates.crt").orThrow();
        fleet.host("birch").put("/etc/ssl/cert.pem", "644", PUBLIC_ROOTS);
        service(fleet.host("alder"), "/etc/init.d/web", "status");
        service(fleet.host("birch"), "/etc/rc.d/web", "check");
        return fleet;
    }

    private void spec(Fleet fleet, String lifetime, String renewBefore) {
        fleet.spec("""
                mesh: tls
                network: {ipv4: 10.94.0.0/24, domain: home.mesh}
                keys: {recipients: [%s]}
                certificates:
                  lifetime: %s
                  renew-before: %s
                  hosts:
                    alder: {names: [wiki], reload: web, group: deploy}
                    birch: {reload: web}
                """.formatted(recipient, lifetime, renewBefore), fleet.callable("alder"), fleet.callable("birch"));
    }

    /** A service that runs and notes when it is told to reload. */
    private static void service(LabHost host, String script, String isRunning) {
        host.put(script, "755", "#!/bin/sh\ncase $1 in\n" + isRunning + ") exit 0 ;;\n"
                + "reload) echo reloaded >>/var/log/web ;;\nesac\n");
    }

    private Program.Run mesh(Fleet fleet, String... arguments) {
        return fleet.program().run(environment, arguments);
    }

    /** What was printed, as if lines were endless. */
    private static String flat(Program.Run run) {
        return run.exits(0).out().replaceAll("\\s+", " ");
    }

    private static int reloads(LabHost host) {
        return (int) host.run("cat /var/log/web").out().lines().count();
    }

    private static void serve(LabHost host) {
        host.run("openssl s_server -accept 4433 -www -cert /etc/mesh/wg0.tls/cert.pem -key /etc/mesh/wg0.tls/key.pem"
                + " </dev/null >/dev/null 2>&1 & sleep 1; echo $! >/root/server").orThrow();
    }

    private static void stopServing(LabHost host) {
        host.run("kill $(cat /root/server)").orThrow();
    }

    @Test
    void everySystemTakesTheCertificateOfEveryNameUntilTheMeshIsDestroyed() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            LabHost alder = fleet.host("alder");
            LabHost birch = fleet.host("birch");
            assertThat(flat(mesh(fleet, "plan")))
                    .contains("certificate for alder.home.mesh, wiki.home.mesh is made (known after apply)")
                    .contains("+ trust in the mesh's certificate authority");
            ArgumentSampler sampler = ArgumentSampler.of(alder);
            mesh(fleet, "apply", "--auto-approve").exits(0);
            String sampled = sampler.text();
            assertThat(mesh(fleet, "apply", "--auto-approve").exits(0).out()).contains("No changes");
            mesh(fleet, "drift").exits(0);

            serve(alder);
            serve(birch);
            for (String name : List.of("alder.home.mesh", "wiki.home.mesh")) {
                assertThat(birch.run("openssl s_client -connect " + name + ":4433 -servername " + name
                        + " -CAfile /etc/ssl/cert.pem -verify_hostname " + name
                        + " -verify_return_error </dev/null 2>&1").out()).contains("Verify return code: 0 (ok)");
            }
            assertThat(alder.run("curl -sS https://birch.home.mesh:4433/").orThrow()).contains("s_server");
            assertThat(alder.run("curl -sS https://birch:4433/").exit()).as("a name that the certificate lacks")
                    .isEqualTo(60);
            stopServing(alder);
            stopServing(birch);
            assertThat(alder.run("ls -l /etc/mesh/wg0.tls/key.pem").orThrow()).startsWith("-rw-r-----")
                    .contains("root deploy");
            assertThat(birch.run("ls -l /etc/mesh/wg0.tls/key.pem").orThrow()).startsWith("-rw-------");
            assertThat(alder.run("su deploy -s /bin/sh -c 'cat /etc/mesh/wg0.tls/key.pem'").orThrow())
                    .contains("PRIVATE KEY");

            noKeyLeft(fleet, sampled);

            mesh(fleet, "destroy", "--auto-approve", "--allow-destroy").exits(0);
            assertThat(birch.run("cat /etc/ssl/cert.pem").orThrow()).isEqualTo(PUBLIC_ROOTS);
            assertThat(alder.run("ls /usr/local/share/ca-certificates").orThrow()).isEqualTo("owner.crt\n");
            assertThat(alder.run("cat /etc/ssl/certs/ca-certificates.crt").orThrow()).isEqualTo(ownRoots)
                    .contains("BEGIN CERTIFICATE");
            for (LabHost host : List.of(alder, birch)) {
                assertThat(host.run("ls -d /etc/mesh*").ok()).as(host.name()).isFalse();
            }
        }
    }

    /** Neither a host's key nor the authority's is anywhere but in its place; the lock and git see certificates only. */
    private void noKeyLeft(Fleet fleet, String sampled) throws IOException, InterruptedException {
        List<String> secrets = new ArrayList<>();
        for (String name : List.of("alder", "birch")) {
            // What follows the first two lines is the public half.
            secrets.addAll(
                    fleet.host(name).run("grep -v '^-' /etc/mesh/wg0.tls/key.pem").orThrow().lines().limit(2).toList());
        }
        assertThat(secrets).hasSize(4).allMatch(line -> line.length() == 64);
        Path authority;
        try (Stream<Path> files = Files.list(folder.resolve("keys"))) {
            authority = files.findFirst().orElseThrow();
        }
        assertThat(authority.getFileName().toString()).matches("authority-[0-9a-f]{16}\\.age");
        Process age = new ProcessBuilder("age", "-d", "-i", folder.resolve("identity.txt").toString(),
                authority.toString()).start();
        String key = new String(age.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(key).hasSize(44);
        secrets.add(key);
        StringBuilder seen = new StringBuilder(sampled).append(String.join("\n", fleet.program().everythingPrinted()))
                .append(fleet.program().processesSeen());
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                seen.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        for (String name : List.of("alder", "birch")) {
            seen.append(fleet.host(name).consoleText()).append(fleet.host(name)
                    .run("find /etc /var /tmp /home /root -type f -perm -004 -exec cat {} + 2>/dev/null").out());
        }
        assertThat(sampled).contains("sshd");
        assertThat(secrets).noneMatch(secret -> seen.indexOf(secret) >= 0);
    }

    @Test
    void aDueCertificateIsRenewedToldToItsServiceAndComesBackWhenTheChangeIsUndone()
            throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            LabHost alder = fleet.host("alder");
            mesh(fleet, "apply", "--auto-approve").exits(0);
            int reloadsBefore = reloads(alder);
            String key = alder.run("cat /etc/mesh/wg0.tls/key.pem").orThrow();
            String first = alder.run("cat /etc/mesh/wg0.tls/cert.pem").orThrow();
            spec(fleet, "200d", "100d");
            assertThat(flat(mesh(fleet, "status"))).contains("its certificate ends on");
            assertThat(flat(mesh(fleet, "plan")))
                    .contains("certificate for alder.home.mesh, wiki.home.mesh is renewed: the one it has ends on ");

            alder.run("printf '#!/bin/sh\\nexit 1\\n' >/usr/local/sbin/wg && chmod 755 /usr/local/sbin/wg").orThrow();
            mesh(fleet, "apply", "--auto-approve", "--host", "alder");
            alder.run("rm /usr/local/sbin/wg").orThrow();
            assertThat(alder.run("cat /etc/mesh/wg0.tls/cert.pem").orThrow()).isEqualTo(first);

            mesh(fleet, "apply", "--auto-approve").exits(0);
            assertThat(alder.run("cat /etc/mesh/wg0.tls/cert.pem").orThrow()).isNotEqualTo(first);
            assertThat(alder.run("cat /etc/mesh/wg0.tls/key.pem").orThrow()).isEqualTo(key);
            assertThat(reloads(alder)).isGreaterThan(reloadsBefore);
            assertThat(reloads(fleet.host("birch"))).isGreaterThan(0);
            assertThat(mesh(fleet, "apply", "--auto-approve").exits(0).out()).contains("No changes");

            alder.run("rm /etc/mesh/wg0.tls/key.pem").orThrow();
            assertThat(flat(mesh(fleet, "plan"))).contains("is renewed: the host has no key for it");
            mesh(fleet, "apply", "--auto-approve").exits(0);
            assertThat(alder.run("cat /etc/mesh/wg0.tls/key.pem").orThrow()).isNotEqualTo(key);
            assertThat(mesh(fleet, "apply", "--auto-approve").exits(0).out()).contains("No changes");

            rotates(fleet, alder);
        }
    }

    /** Two authorities are trusted while one follows the other. */
    private void rotates(Fleet fleet, LabHost alder) {
        mesh(fleet, "ca", "rotate", "start").exits(0);
        mesh(fleet, "apply", "--auto-approve").exits(0);
        assertThat(alder.run("ls /usr/local/share/ca-certificates").orThrow().lines())
                .containsExactly("mesh-wg0-1.crt", "mesh-wg0-2.crt", "owner.crt");
        mesh(fleet, "ca", "rotate", "switch").exits(0);
        assertThat(mesh(fleet, "ca", "rotate", "finish").exits(1).err()).contains("still in use");
        assertThat(flat(mesh(fleet, "plan"))).contains("signed by another authority");
        mesh(fleet, "apply", "--auto-approve").exits(0);
        mesh(fleet, "ca", "rotate", "finish").exits(0);
        mesh(fleet, "apply", "--auto-approve").exits(0);
        assertThat(alder.run("ls /usr/local/share/ca-certificates").orThrow().lines())
                .containsExactly("mesh-wg0-1.crt", "owner.crt");
        assertThat(alder.run("openssl verify -verify_hostname wiki.home.mesh /etc/mesh/wg0.tls/cert.pem").orThrow())
                .contains("OK");
        assertThat(mesh(fleet, "apply", "--auto-approve").exits(0).out()).contains("No changes");
    }

    @Test
    void withoutAnIdentityThePlanIsShownAndNothingIsMade() throws IOException, InterruptedException {
        try (Fleet fleet = two()) {
            Map<String, String> nobody = Map.of("HOME", folder.toString(), "XDG_CONFIG_HOME", "");

            assertThat(flat(fleet.program().run(nobody, "plan"))).contains("certificate for alder.home.mesh");
            Program.Run run = fleet.program().run(nobody, "apply", "--auto-approve").exits(1);

            assertThat(run.err()).contains("identity").contains("age-keygen");
            assertThat(Arrays.asList("alder", "birch")).allSatisfy(
                    name -> assertThat(fleet.host(name).run("ls -d /etc/mesh").ok()).isFalse());
            assertThat(folder.resolve("keys")).doesNotExist();
        }
    }
}
