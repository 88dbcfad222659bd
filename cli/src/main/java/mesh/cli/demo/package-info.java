// SPDX-License-Identifier: Apache-2.0
/**
 * The demonstration: a mesh on this machine, made with the same commands that people type.
 *
 * <p>The only package of the program that uses the lab. Imports nothing of {@code mesh.cli.command}: it is given the
 * program to run.
 */
@NullMarked
package mesh.cli.demo;

import org.jspecify.annotations.NullMarked;
