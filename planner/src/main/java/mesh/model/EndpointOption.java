// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;

import mesh.name.SiteName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * One way to reach a host from outside, and for whom.
 *
 * @param host address or name
 * @param port UDP port; absent: the host's listen port
 * @param forSite only hosts of this site use it; absent: everybody without a better one
 */
public record EndpointOption(NetworkHost host, Optional<Port> port, Optional<SiteName> forSite) {}
