// SPDX-License-Identifier: Apache-2.0
/**
 * What is made of the descriptions of all commands: manual pages ({@link mesh.cli.manual.ManualPage}) and what a shell needs to complete
 * them ({@link mesh.cli.manual.FishCompletion}).
 *
 * <p>In: picocli's model of the commands. Out: text. Runs no command, so it imports none.
 */
@NullMarked
package mesh.cli.manual;

import org.jspecify.annotations.NullMarked;
