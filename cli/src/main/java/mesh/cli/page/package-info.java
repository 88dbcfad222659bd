// SPDX-License-Identifier: Apache-2.0
/**
 * Reports as one HTML page each: nothing is loaded from anywhere, nothing runs. Drawn from documents, as {@code mesh.cli.view}
 * draws for terminals.
 *
 * <p>In: {@link mesh.plan.PlanDocument}, {@link mesh.cli.status.StatusDocument}. Out: text. Every text from outside passes
 * {@link mesh.cli.page.Html#escaped}.
 */
@NullMarked
package mesh.cli.page;

import org.jspecify.annotations.NullMarked;
