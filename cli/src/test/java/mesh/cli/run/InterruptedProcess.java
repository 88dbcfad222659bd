// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.util.concurrent.CountDownLatch;

/** A process that takes signals, for {@link InterruptsTest}: it works until it is asked to stop, or for ever. */
final class InterruptedProcess {
    private InterruptedProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(arguments[0].equals("obeys") ? 1 : 3);
        try (Interrupts _ = Interrupts.taken(() -> {
            System.out.println("stopping");
            stopped.countDown();
        }, () -> System.out.println("restored"))) {
            System.out.println("working");
            stopped.await();
        }
        System.out.println("table");
        if (arguments[0].equals("obeys")) {
            System.exit(ExitCode.INTERRUPTED.value());
        }
    }
}
