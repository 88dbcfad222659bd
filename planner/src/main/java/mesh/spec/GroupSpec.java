// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.name.GroupName;

/**
 * One entry of {@code groups}.
 *
 * @param name its key
 * @param members in the order of the spec
 */
public record GroupSpec(Located<GroupName> name, List<Located<GroupMember>> members) {
    public GroupSpec {
        members = List.copyOf(members);
    }
}
