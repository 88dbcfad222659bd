// SPDX-License-Identifier: Apache-2.0
/**
 * What other programs show of problems and plans: annotations of a CI service, reports that it draws, comments of a pull
 * request.
 *
 * <p>In: problems and plan documents. Out: text of a format that somebody else defines, each class names where. Decides
 * nothing, reads no file and contacts no host; imports nothing of {@code mesh.cli.command} and {@code mesh.cli.workspace}.
 */
@NullMarked
package mesh.cli.report;

import org.jspecify.annotations.NullMarked;
