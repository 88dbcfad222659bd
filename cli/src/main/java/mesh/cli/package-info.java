// SPDX-License-Identifier: Apache-2.0
/**
 * Where the process starts, and the one place where failures become messages and exit codes.
 *
 * <p>In: arguments, environment, streams. Out: an exit code. Imports every other package of the program and is imported
 * by none.
 */
@NullMarked
package mesh.cli;

import org.jspecify.annotations.NullMarked;
