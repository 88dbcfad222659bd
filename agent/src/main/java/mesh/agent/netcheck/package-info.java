// SPDX-License-Identifier: Apache-2.0
/**
 * What the network lets this host do, asked once and changing nothing: {@link mesh.agent.netcheck.Netcheck} asks, a {@link
 * mesh.agent.netcheck.NetcheckReport} holds the answers, two texts of it are for people and for programs.
 */
@NullMarked
package mesh.agent.netcheck;

import org.jspecify.annotations.NullMarked;
