// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A program as user data of cloud-init: written to a file of root's, run at the first boot, removed when it succeeded. The
 * program is base64, so nothing of it can be read as YAML.
 */
public final class CloudConfig {
    private static final String FILE = "/root/mesh-prepare";
    private static final int LINE = 76;
    private static final byte[] LINE_END = "\n      ".getBytes(StandardCharsets.US_ASCII);

    private CloudConfig() {}

    /**
     * The user data.
     *
     * @param program a whole sh program
     * @param enrolment whose token it carries
     */
    public static String of(byte[] program, Enrolment enrolment) {
        String folded = new String(Base64.getMimeEncoder(LINE, LINE_END).encode(program), StandardCharsets.US_ASCII);
        return """
                #cloud-config
                # Prepares host %2$s of mesh %1$s at its first boot.
                # A SECRET until its answer was taken, and useless after %3$s. The answer is on the console, in
                # /var/log/cloud-init-output.log and in /etc/mesh/answer.
                write_files:
                  - path: %4$s
                    owner: root:root
                    permissions: '0600'
                    encoding: b64
                    content: |
                      %5$s
                runcmd:
                  - 'sh %4$s && rm -f %4$s'
                """.formatted(enrolment.mesh(), enrolment.host(), enrolment.expires(), FILE, folded);
    }
}
