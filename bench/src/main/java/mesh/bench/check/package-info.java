// SPDX-License-Identifier: Apache-2.0
/**
 * A short measurement that can fail: {@code bench/run --check}. Flows in: ratios of processor time, ours beside a plain Java
 * program in the same run, and the ratios that were once accepted. Flows out: which of them got worse by more than a third.
 * Never seconds: those are the machine's.
 */
@NullMarked
package mesh.bench.check;

import org.jspecify.annotations.NullMarked;
