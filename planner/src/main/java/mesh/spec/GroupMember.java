// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.name.GroupName;
import mesh.name.NodeName;
import mesh.name.Tag;

/** What a group may list. {@code toString} is as the spec writes it. */
public sealed interface GroupMember {
    /** @param name of a host, device or external peer */
    record OneNode(NodeName name) implements GroupMember {
        @Override
        public String toString() {
            return name.text();
        }
    }

    /** @param tag {@code tag:NAME}: all hosts with it */
    record Tagged(Tag tag) implements GroupMember {
        @Override
        public String toString() {
            return "tag:" + tag;
        }
    }

    /** @param group {@code group:NAME}: all members of another group */
    record Nested(GroupName group) implements GroupMember {
        @Override
        public String toString() {
            return "group:" + group;
        }
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is neither a name nor {@code tag:} or {@code group:} and a name */
    static GroupMember parse(String text) {
        if (text.startsWith("tag:")) {
            return new Tagged(new Tag(text.substring("tag:".length())));
        }
        if (text.startsWith("group:")) {
            return new Nested(new GroupName(text.substring("group:".length())));
        }
        return new OneNode(new NodeName(text));
    }
}
