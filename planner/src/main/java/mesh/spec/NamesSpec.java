// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

/**
 * The section {@code names}.
 *
 * @param hostsFile whether hosts get a block in {@code /etc/hosts}
 * @param resolvers who answers for the domain
 */
public record NamesSpec(Optional<Located<Boolean>> hostsFile, List<Located<Resolver>> resolvers) {
    /** What a spec without the section has. */
    static final NamesSpec EMPTY = new NamesSpec(Optional.empty(), List.of());

    public NamesSpec {
        resolvers = List.copyOf(resolvers);
    }

    static NamesSpec decode(SectionReader in) {
        return new NamesSpec(in.flag("hosts-file"), in.values("resolver", Resolver::parse));
    }
}
