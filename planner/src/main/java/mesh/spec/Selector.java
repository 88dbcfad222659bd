// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

/** What names some nodes: everybody, or whatever a group may list. */
public sealed interface Selector {
    /** How a spec writes {@link Any}. */
    String ANY = "any";

    /** {@code any}: every node of the mesh. */
    record Any() implements Selector {}

    /** @param member a node, {@code tag:NAME} or {@code group:NAME} */
    record Members(GroupMember member) implements Selector {}

    /** @throws mesh.value.ValueFormatException if {@code text} is neither {@code any} nor a {@link GroupMember} */
    static Selector parse(String text) {
        return text.equals(ANY) ? new Any() : new Members(GroupMember.parse(text));
    }
}
