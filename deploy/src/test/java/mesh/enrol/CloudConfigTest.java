// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.name.NodeName;

import org.junit.jupiter.api.Test;

class CloudConfigTest {
    @Test
    void theProgramIsAFileOfRootsThatIsRunOnceAndRemoved() {
        byte[] program = "#!/bin/sh\n# key: value\n: \"%s\" 'it''s'\n- runcmd: reboot\n"
                .getBytes(StandardCharsets.UTF_8);

        assertThat(CloudConfig.of(program, new Enrolment(new MeshName("lab"), new NodeName("pi4"),
                Instant.parse("2026-11-28T10:00:00Z"), Optional.empty()))).isEqualTo(
                        """
                                #cloud-config
                                # Prepares host pi4 of mesh lab at its first boot.
                                # A SECRET until its answer was taken, and useless after 2026-11-28T10:00:00Z. The answer is on the console, in
                                # /var/log/cloud-init-output.log and in /etc/mesh/answer.
                                write_files:
                                  - path: /root/mesh-prepare
                                    owner: root:root
                                    permissions: '0600'
                                    encoding: b64
                                    content: |
                                      IyEvYmluL3NoCiMga2V5OiB2YWx1ZQo6ICIlcyIgJ2l0JydzJwotIHJ1bmNtZDogcmVib290Cg==
                                runcmd:
                                  - 'sh /root/mesh-prepare && rm -f /root/mesh-prepare'
                                """);
    }
}
