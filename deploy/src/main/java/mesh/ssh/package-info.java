// SPDX-License-Identifier: Apache-2.0
/**
 * Commands on other machines: two transports behind one interface, with host keys always verified against the
 * repository's {@code known_hosts}.
 *
 * <p>Knows nothing of meshes: imports core and {@code mesh.model} only.
 */
@NullMarked
package mesh.ssh;

import org.jspecify.annotations.NullMarked;
