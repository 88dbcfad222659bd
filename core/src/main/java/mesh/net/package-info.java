// SPDX-License-Identifier: Apache-2.0
/**
 * Network values: addresses, prefixes, endpoints, ports, interface names. Text in, checked value out, and back to the
 * one canonical text. No resolver, no socket.
 *
 * <p>May import {@code mesh.value} and {@code mesh.name}; nothing else of this project.
 */
@NullMarked
package mesh.net;

import org.jspecify.annotations.NullMarked;
