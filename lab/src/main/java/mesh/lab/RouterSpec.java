// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One router as asked for.
 *
 * @param outer the router on whose LAN its WAN side is; empty when that is on the wide-area network
 */
public record RouterSpec(String name, NatKind kind, Optional<String> outer, Set<RouterTrait> traits) {

    public RouterSpec {
        HostSpec.requireName(name);
        traits = Set.copyOf(traits);
    }

    static RouterSpec of(String name, NatKind kind, RouterOption... options) {
        RouterSpec spec = new RouterSpec(name, kind, Optional.empty(), Set.of());
        for (RouterOption option : options) {
            spec = option.applyTo(spec);
        }
        return spec;
    }

    RouterSpec behind(String outerRouter) {
        return new RouterSpec(name, kind, Optional.of(outerRouter), traits);
    }

    RouterSpec with(RouterTrait trait) {
        Set<RouterTrait> more = EnumSet.of(trait);
        more.addAll(traits);
        return new RouterSpec(name, kind, outer, more);
    }

    boolean has(RouterTrait trait) {
        return traits.contains(trait);
    }
}
