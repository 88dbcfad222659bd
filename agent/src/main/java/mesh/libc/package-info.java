// SPDX-License-Identifier: Apache-2.0
/**
 * The calls of the C library that Java has no words for, by {@code java.lang.foreign}: raw sockets, their options, poll(2),
 * ioctl(2). Nothing here knows what is sent. Constants and layouts of a system stand with whoever uses them, but for
 * socket addresses, which {@link mesh.libc.SocketAddressLayout} has for each system.
 *
 * <p>Runs where the process may call native code ({@code Enable-Native-Access} of the jar). May import core.
 */
@NullMarked
package mesh.libc;

import org.jspecify.annotations.NullMarked;
