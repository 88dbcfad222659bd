// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import mesh.name.NodeName;

/**
 * A pair whose members cannot reach each other.
 *
 * @param one a node, before {@code other} by name
 * @param other the other node
 * @param reason why not, a clause such as "neither has an endpoint that the other can call"
 */
public record MissingPath(NodeName one, NodeName other, String reason) {}
