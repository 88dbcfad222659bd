// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/** Alder fetches its changes from a container registry, Debian's docker-registry, which is on maple. */
class PullRegistryStoriesTest {
    private static final String CONFIGURATION = """
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: /srv/registry}}
            http: {addr: ':5000'}
            """;
    /** Of bcrypt, of which it takes nothing else. */
    private static final String PASSWORD = "anna:$2b$05$JJ8tQjEbMFvZeG94gC3aeexTvaTbRC3rWV1.kQc6yzv27Kcc2Fq4a\n";

    /** What tools such as oras do: a blob, then a manifest that names it. */
    private static final String PUSH = """
            set -e
            api=http://127.0.0.1:5000/v2/mesh/bundles
            blob() {
                digest=sha256:$(sha256sum <"$1" | cut -d ' ' -f 1)
                place=$(curl -fsS -X POST -o /dev/null -D - $api/blobs/uploads/ | tr -d '\\r' | sed -n 's/^Location: //p')
                curl -fsS -X PUT -H 'Content-Type: application/octet-stream' --data-binary "@$1" "$place&digest=$digest"
            }
            printf '{}' >/tmp/empty
            blob /tmp/empty
            empty=$digest
            blob /srv/alder.bundle
            printf '{"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
              "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "%s", "size": 2},
              "layers": [{"mediaType": "application/octet-stream", "digest": "%s", "size": %s}]}' \\
                "$empty" "$digest" "$(stat -c %s /srv/alder.bundle)" |
                curl -fsS -X PUT -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' --data-binary @- \\
                    $api/manifests/alder
            """;

    @TempDir
    Path folder;

    private static boolean answers(LabHost maple) {
        return maple.run("curl -s -o /dev/null http://127.0.0.1:5000/v2/").ok();
    }

    private static void serve(LabHost maple, String more) {
        maple.put("/tmp/registry.yml", "644", CONFIGURATION + more);
        maple.run("if [ -f /tmp/registry.pid ]; then kill \"$(cat /tmp/registry.pid)\"; fi").orThrow();
        Waiting.until("the former registry's end", () -> !answers(maple));
        maple.run("docker-registry serve /tmp/registry.yml >/tmp/registry.log 2>&1 </dev/null &\n"
                + "echo $! >/tmp/registry.pid").orThrow();
        Waiting.until("the registry", () -> answers(maple));
    }

    @Test
    void aHostFetchesItsBundleFromARegistryAndMeshSeesWhatIsThere() throws IOException, InterruptedException {
        for (String tool : new String[]{"docker-registry", "curl"}) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + tool)), () -> tool + " is not on this machine");
        }
        try (PullFleet pull = PullFleet.start(folder, true, lab -> lab.linux("alder"), "alder")) {
            LabHost maple = pull.host("maple");
            serve(maple, "");
            pull.fetchFrom("oci+http://" + maple.address() + ":5000/mesh/bundles");
            pull.enrolAll();
            assertThat(pull.pulls("alder", 69)).contains("unreachable: the bundle cannot be fetched");
            pull.publish("publisher");
            maple.run(PUSH).orThrow();

            assertThat(pull.pulls("alder", 0)).isEqualTo("applied: generation 1\n");

            pull.fleet().everyPairPings("alder", "maple");
            String known = pull.fleet().program()
                    .run(Map.of("XDG_STATE_HOME", folder.resolve(".state").toString()), "status").exits(0).out();
            assertThat(known).containsPattern("alder +current");
            serve(maple, "auth: {htpasswd: {realm: mesh, path: /tmp/passwords}}\n");
            maple.put("/tmp/passwords", "600", PASSWORD);
            assertThat(pull.pulls("alder", 69)).contains("unreachable", "401");
            pull.host("alder").put("/etc/mesh/pull-wg0/netrc", "600",
                    "machine " + maple.address() + " login anna password bundles-please\n");
            assertThat(pull.pulls("alder", 0)).contains("unchanged: it is applied already");
        }
    }
}
