// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

/**
 * Something that is allowed. Nothing is ever forbidden by a rule, so their order does not matter.
 *
 * @param place in the spec, such as {@code policy.rules[0]}
 * @param from who may begin
 * @param to who is reached
 * @param allow what may pass
 */
public record Rule(String place, Parties from, Parties to, Traffic allow) {}
