// SPDX-License-Identifier: Apache-2.0
/**
 * Who may reach whom: rules over nodes and networks, what they allow, and the filters that hold them at each host.
 *
 * <p>In: {@link mesh.policy.Policy}, its selectors resolved. Out: answers of {@link mesh.policy.PolicyEvaluator}. Imports
 * core only; nothing of {@code mesh.spec} and what follows it. No clock, randomness, file or socket.
 */
@NullMarked
package mesh.policy;

import org.jspecify.annotations.NullMarked;
