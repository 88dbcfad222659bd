// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code mesh doctor} finds, and what to do about it: of the machine that mesh runs on, and of a host's network.
 *
 * <p>In: facts. Out: {@link mesh.cli.doctor.Finding}. Imports nothing of {@code mesh.cli.command} and {@code mesh.cli.view}.
 */
@NullMarked
package mesh.cli.doctor;

import org.jspecify.annotations.NullMarked;
