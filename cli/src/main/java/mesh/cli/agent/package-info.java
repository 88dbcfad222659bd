// SPDX-License-Identifier: Apache-2.0
/**
 * What of this program runs on hosts: the agent's jar, which the build lays beside the program, and Java runtimes made of
 * the JDK that runs it.
 *
 * <p>Out: {@link mesh.apply.AgentFiles}. Imports nothing else of cli.
 */
@NullMarked
package mesh.cli.agent;

import org.jspecify.annotations.NullMarked;
