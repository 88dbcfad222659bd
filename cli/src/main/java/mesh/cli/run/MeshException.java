// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

/** A run that ends with a message. The message says what is wrong; the advice what to do. */
public final class MeshException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String advice;

    /**
     * @param message one sentence without a final full stop
     * @param advice what to do, one or more sentences; empty where the message says it
     */
    public MeshException(ExitCode code, String message, String advice) {
        super(message);
        this.code = code;
        this.advice = advice;
    }

    /** A failure of the general kind. */
    public static MeshException error(String message, String advice) {
        return new MeshException(ExitCode.ERROR, message, advice);
    }

    public ExitCode code() {
        return code;
    }

    public String advice() {
        return advice;
    }
}
