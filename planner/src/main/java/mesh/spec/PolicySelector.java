// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.net.Cidr;

/** Whom one item of {@code from} or {@code to} means. {@code toString} is as the spec writes it. */
public sealed interface PolicySelector {
    /** {@code any}: all nodes and all networks behind them. */
    record Everybody() implements PolicySelector {
        @Override
        public String toString() {
            return "any";
        }
    }

    /** {@code internet}: public addresses. */
    record Internet() implements PolicySelector {
        @Override
        public String toString() {
            return "internet";
        }
    }

    /** @param network behind a host, or an external peer's */
    record Network(Cidr network) implements PolicySelector {
        @Override
        public String toString() {
            return network.toString();
        }
    }

    /** @param member as in groups */
    record Nodes(GroupMember member) implements PolicySelector {
        @Override
        public String toString() {
            return member.toString();
        }
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is none of these */
    static PolicySelector parse(String text) {
        if (text.equals("any")) {
            return new Everybody();
        }
        if (text.equals("internet")) {
            return new Internet();
        }
        return text.indexOf('/') >= 0 ? new Network(Cidr.parse(text)) : new Nodes(GroupMember.parse(text));
    }
}
