// SPDX-License-Identifier: Apache-2.0
/**
 * What the configuration files of a WireGuard interface say, in every format, whoever wrote them.
 *
 * <p>In: texts. Out: {@link mesh.config.InterfaceConfig}, in which each thing knows its line and nothing is a secret.
 * Imports nothing of the plan, of drift and of deploy.
 */
@NullMarked
package mesh.config;

import org.jspecify.annotations.NullMarked;
