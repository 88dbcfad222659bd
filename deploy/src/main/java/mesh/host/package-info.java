// SPDX-License-Identifier: Apache-2.0
/**
 * The host protocol: POSIX sh programs sent on standard input, and the readers of what they print.
 *
 * <p>Programs run under dash, bash, busybox ash and OpenBSD's ksh, by {@code sh -s} as root. Builds texts and reads
 * texts; opens no connection. Imports planner and core; nothing of {@code mesh.ssh}, {@code mesh.apply} and cli.
 */
@NullMarked
package mesh.host;

import org.jspecify.annotations.NullMarked;
