// SPDX-License-Identifier: Apache-2.0
/**
 * Hosts on one machine, made of namespaces: each has its own root file system, address, sshd and WireGuard. In goes a
 * list of hosts and routers ({@link mesh.lab.LabBuilder}), out comes a running {@link mesh.lab.Lab} that is closed
 * like any resource. Used by tests and by {@code mesh demo}.
 *
 * <p>One process, the keeper, is the init of a pid namespace that holds every other process of the lab, and its
 * network namespace holds the wide-area bridge. When the keeper dies, the kernel ends every process of the lab, and
 * with them go all mounts, namespaces and links. The keeper lives only as long as its standard input, a pipe from
 * this JVM, stays open.
 *
 * <p>Imports no other package of this project, so that what it shows about them is independent.
 */
@NullMarked
package mesh.lab;

import org.jspecify.annotations.NullMarked;
