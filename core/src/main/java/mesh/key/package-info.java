// SPDX-License-Identifier: Apache-2.0
/**
 * WireGuard's keys. Public keys are values like any other; private and preshared keys compare in constant time, print as
 * "redacted" and give their text only to a caller that asks for it by name.
 *
 * <p>Randomness comes in through {@link mesh.key.KeySource}. May import {@code mesh.value}; nothing else of this project.
 */
@NullMarked
package mesh.key;

import org.jspecify.annotations.NullMarked;
