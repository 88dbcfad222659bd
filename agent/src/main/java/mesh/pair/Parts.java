// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/**
 * What the halves of a pair's switch share.
 *
 * @param isLeader this host's relay key is the larger one
 */
record Parts(Outbox out, Reach reach, Search search, Beats beats, Traffic traffic, Line line, boolean isLeader) {}
