// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;

import mesh.desired.DesiredHost;
import mesh.desired.HostTls;
import mesh.tls.Certificate;

/**
 * Authorities that a host trusts, as the template sees them.
 *
 * @param mesh its name
 * @param interfaceName such as wg0
 * @param certificates in PEM, without their final line ends
 */
public record AuthoritiesView(String mesh, String interfaceName, List<String> certificates) {

    static AuthoritiesView of(DesiredHost host, HostTls tls) {
        return new AuthoritiesView(host.mesh().text(), host.iface().name().text(),
                tls.trusted().stream().map(Certificate::pem).map(String::strip).toList());
    }
}
