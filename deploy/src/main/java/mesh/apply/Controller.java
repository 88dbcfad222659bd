// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.function.Predicate;

/**
 * The run as hosts know it.
 *
 * @param token of its leases, hex digits of at least 64 random bits
 * @param process which process of which machine it is; {@code -} where that cannot be told
 * @param command what it is for, one line
 * @param isGone whether a process that wrote such a text is certainly gone; false where that cannot be told
 */
public record Controller(String token, String process, String command, Predicate<String> isGone) {}
