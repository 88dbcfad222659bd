// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.util.Optional;

import mesh.pair.OwnCandidates;
import mesh.portmap.MappingState;
import mesh.stun.StunReport;

/**
 * What a {@link Mapper} knows.
 *
 * @param own what was told last
 * @param report of the last round that ended; empty before the first
 * @param router what the router in front said of our port; empty where it is not asked
 * @param problem why STUN servers cannot be asked from WireGuard's port; empty where they can
 */
public record MapperStatus(OwnCandidates own, Optional<StunReport> report, Optional<MappingState> router,
        Optional<String> problem) {}
