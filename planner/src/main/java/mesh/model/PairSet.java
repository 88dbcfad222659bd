// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import mesh.name.NodeName;

/**
 * Unordered pairs of nodes, kept as they were written: each of some nodes with each of others.
 *
 * @param products their nodes
 */
public record PairSet(List<Product> products) {
    /** No pair. */
    public static final PairSet NONE = new PairSet(List.of());

    public PairSet {
        products = List.copyOf(products);
    }

    /**
     * Each of {@code some} with each of {@code others}.
     *
     * @param some nodes
     * @param others nodes
     */
    public record Product(Set<NodeName> some, Set<NodeName> others) {
        /** Whether the two are a pair of it, in either order. */
        public boolean contains(NodeName one, NodeName other) {
            return some.contains(one) && others.contains(other) || some.contains(other) && others.contains(one);
        }
    }

    /** Whether the two are a pair, in either order. */
    public boolean contains(NodeName one, NodeName other) {
        for (Product product : products) {
            if (product.contains(one, other)) {
                return true;
            }
        }
        return false;
    }

    /** All that {@code node} is a pair with; itself among them where a product holds it twice. */
    public Set<NodeName> partnersOf(NodeName node) {
        Set<NodeName> partners = new HashSet<>();
        for (Product product : products) {
            if (product.some.contains(node)) {
                partners.addAll(product.others);
            }
            if (product.others.contains(node)) {
                partners.addAll(product.some);
            }
        }
        return partners;
    }
}
