// SPDX-License-Identifier: Apache-2.0
/**
 * Names that end in configuration files, shells and firewall rules. Each type accepts only characters that mean nothing
 * to any of them, so that rendering needs no escaping.
 *
 * <p>May import {@code mesh.value}; nothing else of this project.
 */
@NullMarked
package mesh.name;

import org.jspecify.annotations.NullMarked;
