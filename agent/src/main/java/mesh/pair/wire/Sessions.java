// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

/** Whose words count now. @param own of this side's channel, not 0 @param peer 0 while the peer was not heard */
public record Sessions(long own, long peer) {}
