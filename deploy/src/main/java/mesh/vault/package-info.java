// SPDX-License-Identifier: Apache-2.0
/**
 * Secrets at rest: age files in the repository, readable with the {@code age} tool (age-encryption.org/v1).
 *
 * <p>Imports core, {@code mesh.apply}'s {@code SecretSource} and planner's names; nothing of {@code mesh.ssh} and cli.
 */
@NullMarked
package mesh.vault;

import org.jspecify.annotations.NullMarked;
