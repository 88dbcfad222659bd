// SPDX-License-Identifier: Apache-2.0
/** Hosts of a test in network namespaces of this machine, whose sockets the test's own threads can open. */
package mesh.netns;
