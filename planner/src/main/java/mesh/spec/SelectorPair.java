// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

/**
 * Each node of one selector with each node of another, in both directions.
 *
 * @param one a selector
 * @param other a selector, which may be the same
 */
public record SelectorPair(Located<Selector> one, Located<Selector> other) {}
