// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

/**
 * What one command left behind.
 *
 * @param exit exit status, 0 to 255; 128 + signal when a signal ended it
 * @param out standard output, as UTF-8
 * @param err standard error, as UTF-8
 */
public record LabResult(int exit, String out, String err) {

    /** True for exit status 0. */
    public boolean ok() {
        return exit == 0;
    }

    /**
     * The standard output of a command that had to succeed.
     *
     * @throws LabException with both streams when the exit status is not 0
     */
    public String orThrow() {
        if (exit != 0) {
            throw new LabException("exit " + exit + "\nout: " + out + "\nerr: " + err);
        }
        return out;
    }
}
