// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import mesh.value.ValueFormatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnswerTest {
    private static final String TEXT = "mesh-answer-1,lab,pi4,"
            + "AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe,"
            + "d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk=,192.0.2.4,2001:db8::4";
    private static final EnrolmentToken TOKEN = token(0x61);

    private static EnrolmentToken token(int octet) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) octet);
        return EnrolmentToken.make(() -> bytes);
    }

    private static String line() {
        return TEXT + "," + TOKEN.mac(TEXT);
    }

    /** By sha256sum: printf '%s\n' "$token$text" | sha256sum, then printf '%s\n' "$token$inner" | sha256sum. */
    @Test
    void theMacIsWhatTwoDigestsOfAShellMake() {
        assertThat(TOKEN.mac("mesh-answer-1,lab,pi4")).isEqualTo(
                "77987a918022a6ff559ecf0712237e5d6b012e6711b66bc227229d2ae718b5c9");
    }

    @Test
    void aConsoleMayBreakTheLineAnywhere() {
        String whole = line();
        for (int at = 1; at < whole.length(); at++) {
            Answer answer = Answer.parse("  " + whole.substring(0, at) + "\r\n" + whole.substring(at) + " \n");
            assertThat(answer.isMadeWith(TOKEN)).isTrue();
        }
    }

    @Test
    void everyOtherCharacterMakesItNobodys() {
        String whole = line();
        for (int at = 0; at < whole.length(); at++) {
            String changed = whole.substring(0, at) + (whole.charAt(at) == 'b' ? 'c' : 'b') + whole.substring(at + 1);
            assertThat(isAccepted(changed)).as(changed).isFalse();
        }
        assertThat(Answer.parse(whole).isMadeWith(token(0x62))).isFalse();
    }

    private static boolean isAccepted(String line) {
        try {
            return Answer.parse(line).isMadeWith(TOKEN);
        } catch (ValueFormatException damaged) {
            return false;
        }
    }

    static Stream<String> broken() {
        String mac = "," + "0".repeat(64);
        return List.of("", "mesh-answer-1", "mesh-answer-2" + TEXT.substring(13) + mac, TEXT,
                TEXT + ",192.0.2.9".repeat(7) + mac,
                TEXT.replace("192.0.2.4", "192.0.2") + mac, TEXT.replace(",pi4,", ",$(id),") + mac,
                TEXT.replace("AAAAC3NzaC1lZDI1NTE5", "AAAAC3NzaC1lZDI1NTE6") + mac, line().substring(1),
                line() + "0").stream();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsNoAnswerIsNotRead(String text) {
        assertThatThrownBy(() -> Answer.parse(text)).isInstanceOf(ValueFormatException.class);
    }

    @Test
    void vaultCustodyHasNoKeyToTell() {
        String text = TEXT.replace("d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk=", "-")
                .replace(",192.0.2.4,2001:db8::4", "");
        Answer answer = Answer.parse(text + "," + TOKEN.mac(text));
        assertThat(answer.publicKey()).isEmpty();
        assertThat(answer.addresses()).isEmpty();
        assertThat(answer.isMadeWith(TOKEN)).isTrue();
    }
}
