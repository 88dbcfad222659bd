// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeyTest {
    private static Section section(String title) {
        return SpecTable.sections().stream().filter(section -> section.title().equals(title)).findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"endpont,endpoint", "behind_nat,behind-nat", "tag,tags", "ip,address", "ipv4,address",
            "public_ip,endpoint", "subnets,routes", "ListenPort,port"})
    void aKeyIsTakenForTheOneThatWasMeant(String wrong, String meant) {
        assertThat(UnknownKey.advice(wrong, section("a host"))).isEqualTo("did you mean '" + meant + "'?");
    }

    @Test
    void whatIsMeantElsewhereIsOnlySaidWhereItIsAKey() {
        assertThat(UnknownKey.advice("ip", section("'network'"))).doesNotContain("address'");
    }

    @Test
    void aKeyOfAnotherSectionIsToBeMovedThere() {
        assertThat(UnknownKey.advice("behind-nat", section("'network'")))
                .isEqualTo("move it: 'behind-nat' is a key of a host");
    }
}
