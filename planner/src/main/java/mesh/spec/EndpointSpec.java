// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

import mesh.name.SiteName;
import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * One way to reach a host from outside.
 *
 * @param host address or name
 * @param port UDP port; absent: the host's listen port
 * @param site only hosts of this site use it; absent: everybody
 */
public record EndpointSpec(Located<NetworkHost> host, Optional<Located<Port>> port, Optional<Located<SiteName>> site) {

    /** Host and perhaps a port, as the short form writes them. */
    record HostAndPort(NetworkHost host, Optional<Port> port) {

        /** @throws mesh.value.ValueFormatException if {@code text} is neither a host nor HOST:PORT */
        static HostAndPort parse(String text) {
            int colon = text.indexOf(':');
            boolean bareIpv6 = !text.startsWith("[") && colon != text.lastIndexOf(':');
            if (colon < 0 || bareIpv6) {
                return new HostAndPort(NetworkHost.parse(text), Optional.empty());
            }
            Endpoint both = Endpoint.parse(text);
            return new HostAndPort(both.host(), Optional.of(both.port()));
        }
    }
}
