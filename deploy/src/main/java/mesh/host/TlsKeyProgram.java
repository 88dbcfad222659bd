// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;

/**
 * Lets the private key of a host's certificate be born on the host and tells its public half, as a value {@code = KEY} in
 * base64. A key that is there is kept and told. The private key reaches no argument and no output.
 */
public final class TlsKeyProgram {
    private TlsKeyProgram() {}

    public static HostProgram of(Reach reach) {
        return HostProgram.reporting(List.of("common", "home", "tls"),
                ShellText.words(List.of("tls_birth", reach.interfaceName().text())) + "\ntell done\n");
    }
}
