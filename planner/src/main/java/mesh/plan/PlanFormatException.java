// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

/** A text that is not a plan this program reads. Its message says what to do. */
public final class PlanFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    PlanFormatException(String message) {
        super(message);
    }
}
