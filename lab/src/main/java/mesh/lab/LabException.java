// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/** A lab could not be built or a step of it failed. The message says which command or file. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
